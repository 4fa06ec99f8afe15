package org.souk.lab.faults;

import java.util.List;
import org.souk.protocol.rest.TaskBody;

/**
 * How one run ended.
 *
 * @param copies the most that lived at a time
 */
record Outcome(Way way, int copies, List<Finding> findings) {
    /** Which way the task went. */
    enum Way {
        /** It went on at the target. */
        MOVED,
        /** It went on where it was. */
        STAYED,
        /** An attempt was lost: it went on from a checkpoint, or from the beginning. */
        RESTARTED;

        /**
         * A number is spent on each attempt, and on each move that was tried; an attempt that is lost while its lease lasts
         * begins again under its number, as another copy.
         *
         * @param lived copies that have lived at any time
         */
        static Way of(TaskBody task, int lived) {
            long done = task.moves().stream()
                    .filter(move -> move.failure() == null && move.endedAt() != null)
                    .count();
            if (task.attempts() > 1 + task.moves().size() || lived > 1 + done) {
                return RESTARTED;
            }
            return done > 0 ? MOVED : STAYED;
        }
    }

    boolean has(Flaw flaw) {
        return findings.stream().anyMatch(finding -> finding.flaw() == flaw);
    }
}
