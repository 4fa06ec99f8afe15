package org.souk.runtime;

import java.time.Duration;

/** What came of a {@link SnapshotOrder}. */
public sealed interface SnapshotResult {

    /** The reason when the program came to its end before it could be saved. */
    String RUN_ENDED = "the run has ended";

    /**
     * The file is complete.
     *
     * @param fuel metered instructions that the program had used
     * @param wall the time that it had run
     * @param bytes the length of the file
     * @param addedBytes how many of them, at its end, this order wrote
     * @param records how many records are in the file: 1 after everything was saved
     * @param memoryBytes the size of the program's linear memory
     * @param took how long the program could not run for it, from when it came to the point at which it was taken out
     */
    record Taken(long fuel, Duration wall, long bytes, long addedBytes, int records, long memoryBytes, Duration took)
            implements SnapshotResult {}

    /**
     * There is no snapshot; the program goes on as if it had not been ordered. The file is as it was.
     *
     * @param reason a sentence for a person
     */
    record Failed(String reason) implements SnapshotResult {}
}
