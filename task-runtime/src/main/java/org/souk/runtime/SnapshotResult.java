package org.souk.runtime;

import java.time.Duration;

/** What came of a {@link SnapshotOrder}. */
public sealed interface SnapshotResult {

    /** The reason when the program came to its end before it could be saved. */
    String RUN_ENDED = "the run has ended";

    /** What the case that has come makes of it, so that no reader can forget what else may come of an order. */
    <T, E extends Exception> T match(Case<Taken, T, E> taken, Case<Failed, T, E> failed) throws E;

    /**
     * What is made of one kind of result.
     *
     * @param <R> the kind
     * @param <T> what is made of it
     * @param <E> what this may throw
     */
    interface Case<R extends SnapshotResult, T, E extends Exception> {
        T of(R result) throws E;
    }

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
            implements SnapshotResult {
        @Override
        public <T, E extends Exception> T match(Case<Taken, T, E> taken, Case<Failed, T, E> failed) throws E {
            return taken.of(this);
        }
    }

    /**
     * There is no snapshot; the program goes on as if it had not been ordered. The file is as it was.
     *
     * @param reason a sentence for a person
     */
    record Failed(String reason) implements SnapshotResult {
        @Override
        public <T, E extends Exception> T match(Case<Taken, T, E> taken, Case<Failed, T, E> failed) throws E {
            return failed.of(this);
        }
    }
}
