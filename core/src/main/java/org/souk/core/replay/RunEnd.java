package org.souk.core.replay;

import java.util.Arrays;
import java.util.Optional;

/** How a run can end, in the words of those who ran it; their names are the market's. */
public enum RunEnd {
    /** Exit code 0 and every named output exists. */
    SUCCESS(true),
    /** The program returned another exit code. */
    EXIT_CODE(true),
    /** The program trapped: unreachable, out of bounds, division by zero and so on. */
    TRAPPED(true),
    /** Its fuel is used up. */
    FUEL_LIMIT(true),
    /** It ran longer than it may. */
    WALL_LIMIT(false),
    /** It needed more memory than there was; how much else that memory was used for differs between machines. */
    MEMORY_LIMIT(false),
    /** It wrote more than it may. */
    STORAGE_LIMIT(true),
    /** The program ended well, but a named output does not exist. */
    OUTPUT_MISSING(true),
    /** The module cannot be run. */
    INVALID_MODULE(true),
    /** Module or input cannot be fetched, by no fault of the machine. */
    INPUT_UNAVAILABLE(false),
    /** Somebody stopped it. */
    CANCELLED(false),
    /** The machine broke. */
    NODE_FAULT(false);

    private final boolean decidedByTerms;

    RunEnd(boolean decidedByTerms) {
        this.decidedByTerms = decidedByTerms;
    }

    /** Whether the terms alone lead to it, so that every run of them must end so. */
    public boolean isDecidedByTerms() {
        return decidedByTerms;
    }

    /** The end of a name; empty for one that no run comes to, such as a passed deadline. */
    public static Optional<RunEnd> named(String name) {
        return Arrays.stream(values()).filter(end -> end.name().equals(name)).findFirst();
    }
}
