package org.souk.core.link;

import java.time.Instant;
import java.util.Optional;
import org.souk.core.common.AccountId;
import org.souk.core.common.TaskId;
import org.souk.core.task.Attempt;
import org.souk.core.task.Checkpoint;
import org.souk.core.task.Task;
import org.souk.core.task.TaskSpec;

/**
 * What an agent needs to run an attempt.
 *
 * @param clockStart what the program's clock shows when it begins: when the task was submitted, whichever attempt it is
 * @param resumeFrom where to go on; empty: at the program's beginning
 * @param snapshotKey authenticates the task's snapshots; empty for a task that was assigned before there were any
 */
public record Dispatch(
        TaskId task,
        AccountId buyer,
        Attempt attempt,
        TaskSpec spec,
        Instant clockStart,
        Optional<Checkpoint> resumeFrom,
        Optional<String> snapshotKey) {
    /** The hand-over of a task's current attempt. */
    public static Dispatch of(Task task) {
        return of(task, task.current().orElseThrow());
    }

    /** The same for another attempt of a task, such as the one that it moves to. */
    public static Dispatch of(Task task, Attempt attempt) {
        return new Dispatch(
                task.id(),
                task.buyer(),
                attempt,
                task.spec(),
                task.submittedAt(),
                task.journey().checkpoint(),
                task.journey().snapshotKey());
    }

    /** Without the key, so that no log has it. */
    @Override
    public String toString() {
        return "Dispatch[" + task + ", " + attempt + ", from " + resumeFrom + "]";
    }
}
