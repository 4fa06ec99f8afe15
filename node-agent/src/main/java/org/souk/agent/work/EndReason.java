package org.souk.agent.work;

import org.souk.runtime.RunOutcome;

/** The reasons that a node reports; their names are the market's. */
public enum EndReason {
    SUCCESS,
    EXIT_CODE,
    TRAPPED,
    FUEL_LIMIT,
    WALL_LIMIT,
    MEMORY_LIMIT,
    STORAGE_LIMIT,
    OUTPUT_MISSING,
    INVALID_MODULE,
    INPUT_UNAVAILABLE,
    CANCELLED,
    NODE_FAULT;

    /** What an outcome means for the task, its outputs apart. */
    static EndReason of(RunOutcome outcome) {
        return switch (outcome.ending()) {
            case EXITED -> {
                if (outcome.exitCode() == 0) {
                    yield SUCCESS;
                }
                yield outcome.storageRefused() ? STORAGE_LIMIT : EXIT_CODE;
            }
            case TRAPPED -> outcome.storageRefused() ? STORAGE_LIMIT : TRAPPED;
            case FUEL_EXHAUSTED -> FUEL_LIMIT;
            case WALL_LIMIT -> WALL_LIMIT;
            case MEMORY_LIMIT -> MEMORY_LIMIT;
            case OUTPUT_LIMIT -> STORAGE_LIMIT;
            case CANCELLED -> CANCELLED;
            case INVALID_MODULE -> INVALID_MODULE;
            case HOST_ERROR, WORKER_LOST, INVALID_SNAPSHOT -> NODE_FAULT;
        };
    }
}
