package org.souk.core.market;

import org.souk.core.task.Task;

/** Port: hears of every change of a task after it is committed. Must not block and must not throw. */
public interface TaskListener {
    void changed(TaskView task);

    /** Milliseconds from a task's submission to its assignment. */
    default void assignedAfter(Task task, long millis) {}
}
