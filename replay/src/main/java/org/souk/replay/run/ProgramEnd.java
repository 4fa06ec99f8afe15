package org.souk.replay.run;

import org.souk.core.replay.RunEnd;
import org.souk.runtime.RunOutcome;

/** What a worker's outcome means for a task. */
public final class ProgramEnd {
    private ProgramEnd() {}

    /** How the run ended, its outputs apart. */
    public static RunEnd of(RunOutcome outcome) {
        return switch (outcome.ending()) {
            case EXITED -> {
                if (outcome.exitCode() == 0) {
                    yield RunEnd.SUCCESS;
                }
                yield outcome.storageRefused() ? RunEnd.STORAGE_LIMIT : RunEnd.EXIT_CODE;
            }
            case TRAPPED -> outcome.storageRefused() ? RunEnd.STORAGE_LIMIT : RunEnd.TRAPPED;
            case FUEL_EXHAUSTED -> RunEnd.FUEL_LIMIT;
            case WALL_LIMIT -> RunEnd.WALL_LIMIT;
            case MEMORY_LIMIT -> RunEnd.MEMORY_LIMIT;
            case OUTPUT_LIMIT -> RunEnd.STORAGE_LIMIT;
            case CANCELLED -> RunEnd.CANCELLED;
            case INVALID_MODULE -> RunEnd.INVALID_MODULE;
            case HOST_ERROR, WORKER_LOST, INVALID_SNAPSHOT -> RunEnd.NODE_FAULT;
        };
    }
}
