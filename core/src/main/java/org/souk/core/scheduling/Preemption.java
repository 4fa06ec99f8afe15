package org.souk.core.scheduling;

import org.souk.core.node.NodeId;
import org.souk.core.task.TaskId;

/**
 * The decision to take an attempt's place away for another task.
 *
 * @param task the victim
 * @param attempt of the victim; if it has another one by now, nothing happens
 * @param node that holds the attempt
 * @param beneficiary the task that gets the place
 */
public record Preemption(TaskId task, int attempt, NodeId node, Mode mode, TaskId beneficiary) {
    /** What becomes of the victim. */
    public enum Mode {
        /** It stays on its node, with its memory and storage but without CPU, until it is resumed there. */
        SUSPEND,
        /** It is stopped and goes back to the queue; its work so far is lost. */
        REQUEUE
    }
}
