package org.souk.runtime;

import java.time.Duration;
import java.util.Objects;

/**
 * What came of a run.
 *
 * @param ending how it ended
 * @param exitCode the program's exit code if it {@linkplain Ending#EXITED exited}, else −1
 * @param detail a sentence for a person where the ending has one to say, else empty
 * @param fuel the metered instructions, at most the fuel limit
 * @param wall the time from the start of the program, without its compilation, to its end; the time that it was
 *     suspended does not count
 * @param peakMemoryBytes the largest size of its linear memory in bytes
 * @param storageRefused whether a write was answered with {@code ENOSPC} because of the storage limit
 */
public record RunOutcome(
        Ending ending,
        int exitCode,
        String detail,
        long fuel,
        Duration wall,
        long peakMemoryBytes,
        boolean storageRefused) {

    public RunOutcome {
        Objects.requireNonNull(ending, "ending");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(wall, "wall");
    }

    /** Whether the program exited with code 0. */
    public boolean succeeded() {
        return ending == Ending.EXITED && exitCode == 0;
    }
}
