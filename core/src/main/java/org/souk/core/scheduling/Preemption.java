package org.souk.core.scheduling;

import java.util.Optional;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;

/**
 * The decision to take an attempt's place away.
 *
 * @param task the victim
 * @param attempt of the victim; if it has another one by now, nothing happens
 * @param node that holds the attempt
 * @param beneficiary the task that gets the place; empty when the owner does
 */
public record Preemption(TaskId task, int attempt, NodeId node, Mode mode, Optional<TaskId> beneficiary, Cause cause) {
    /** Makes room for another task. */
    public Preemption(TaskId task, int attempt, NodeId node, Mode mode, TaskId beneficiary) {
        this(task, attempt, node, mode, Optional.of(beneficiary), Cause.TASK);
    }

    /** What becomes of the victim. */
    public enum Mode {
        /** It stays on its node, with its memory and storage but without CPU, until it is resumed there. */
        SUSPEND,
        /** It is stopped and goes back to the queue, without blame for its node; its work so far is lost. */
        REQUEUE
    }

    /** Who needs the place. */
    public enum Cause {
        TASK("another task needs its place"),
        OFFER("the owner sells less than before"),
        OWNER("the owner's own work needs its burst capacity"),
        DRAIN("the owner drains the node"),
        MAINTENANCE("the owner's maintenance begins");

        private final String words;

        Cause(String words) {
            this.words = words;
        }

        /** For the buyer, as the end of a sentence. */
        public String words() {
            return words;
        }
    }
}
