package org.souk.cli;

import org.souk.protocol.rest.EndingBody;

/**
 * What {@code task run --wait} exits with: the program's own exit code, or one from 101 on when the program did not come
 * to its own end.
 */
final class ExitCodes {
    static final String HELP =
            "With --wait the exit code is the program's. 101: it trapped, 102: out of fuel, 103: over the wall-clock limit, "
                    + "104: over its memory, 105: over its storage, 106: an output is missing, 107: the module cannot run, "
                    + "108: an input cannot be fetched, 109: cancelled, 110: the deadline passed, 111: too many nodes failed, "
                    + "112: another reason. Without --wait: 0 submitted, 1 not, 2 wrong usage.";

    private static final int OTHER = 112;

    private ExitCodes() {}

    static int of(EndingBody ending) {
        return switch (ending.reason()) {
            case "SUCCESS" -> 0;
            // A shell sees eight bits; what it sees must not look like success.
            case "EXIT_CODE" -> (ending.exitCode() & 0xFF) == 0 ? 1 : ending.exitCode() & 0xFF;
            case "TRAPPED" -> 101;
            case "FUEL_LIMIT" -> 102;
            case "WALL_LIMIT" -> 103;
            case "MEMORY_LIMIT" -> 104;
            case "STORAGE_LIMIT" -> 105;
            case "OUTPUT_MISSING" -> 106;
            case "INVALID_MODULE" -> 107;
            case "INPUT_UNAVAILABLE" -> 108;
            case "CANCELLED" -> 109;
            case "DEADLINE_PASSED" -> 110;
            case "TOO_MANY_ATTEMPTS" -> 111;
            default -> OTHER;
        };
    }
}
