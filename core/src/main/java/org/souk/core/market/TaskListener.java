package org.souk.core.market;

/** Port: hears of every change of a task after it is committed. Must not block and must not throw. */
public interface TaskListener {
    void changed(TaskView task);

    /** A task was given to a node and the assignment is committed. */
    void assigned(TaskAssigned assignment);
}
