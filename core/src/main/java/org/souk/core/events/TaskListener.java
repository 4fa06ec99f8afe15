package org.souk.core.events;

import org.souk.core.live.LiveAttempt;
import org.souk.core.scheduling.Preemption;

/** Port: hears of every change of a task after it is committed. Must not block and must not throw. */
public interface TaskListener {
    void changed(TaskView task);

    /** A node has said that an attempt runs; that is not stored yet. */
    void started(LiveAttempt attempt);

    /** A task was given to a node and the assignment is committed. */
    void assigned(TaskAssigned assignment);

    /** A task had to make room for another and that is committed. */
    void preempted(Preemption preemption);

    /** The market did more for a task because it waited, and that is committed. */
    void escalated(TaskEscalated escalation);
}
