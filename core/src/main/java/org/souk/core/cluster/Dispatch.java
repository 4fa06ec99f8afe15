package org.souk.core.cluster;

import org.souk.core.account.AccountId;
import org.souk.core.task.Attempt;
import org.souk.core.task.Task;
import org.souk.core.task.TaskId;
import org.souk.core.task.TaskSpec;

/** What an agent needs to run an attempt. */
public record Dispatch(TaskId task, AccountId buyer, Attempt attempt, TaskSpec spec) {
    /** The hand-over of a task's current attempt. */
    public static Dispatch of(Task task) {
        return new Dispatch(task.id(), task.buyer(), task.current().orElseThrow(), task.spec());
    }
}
