package org.souk.core.task;

import java.util.List;
import java.util.Optional;
import org.souk.core.common.ContentId;
import org.souk.core.pricing.Usage;

/**
 * How an attempt ended and what it left.
 *
 * @param detail one sentence for the buyer, such as the trap's message; may be empty
 * @param exitCode of the program; -1 when it did not exit by itself
 */
public record Ending(
        EndReason reason,
        String detail,
        int exitCode,
        Usage usage,
        List<OutputFile> outputs,
        Optional<ContentId> stdout,
        Optional<ContentId> stderr) {
    public static final int NO_EXIT_CODE = -1;

    public Ending {
        outputs = List.copyOf(outputs);
    }

    /** An end without a run. */
    public static Ending without(EndReason reason, String detail) {
        return new Ending(reason, detail, NO_EXIT_CODE, Usage.NOTHING, List.of(), Optional.empty(), Optional.empty());
    }

    public Ending withUsage(Usage checked) {
        return new Ending(reason, detail, exitCode, checked, outputs, stdout, stderr);
    }
}
