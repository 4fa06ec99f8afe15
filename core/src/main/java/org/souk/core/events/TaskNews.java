package org.souk.core.events;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.souk.core.live.LiveAttempt;
import org.souk.core.live.LiveState;
import org.souk.core.scheduling.Preemption;
import org.souk.core.task.Task;

/**
 * Passes on what has happened to tasks once it is committed: to the live state, so that it need not read it, then to those
 * who listen. Whatever of this is lost, late or repeated does no harm: the live state follows the database.
 */
public final class TaskNews {
    private final LiveState live;
    private final TaskListener listener;
    private final Clock clock;
    private final List<Consumer<Task>> followers = new CopyOnWriteArrayList<>();

    public TaskNews(LiveState live, TaskListener listener, Clock clock) {
        this.live = live;
        this.listener = listener;
        this.clock = clock;
    }

    /** Tells another part of the market of every task that is stored anew, after the live state knows. */
    public void tellAlso(Consumer<Task> follower) {
        followers.add(follower);
    }

    /** A task is stored like this. */
    public void stored(Task task) {
        live.changed(task.summary(), clock.instant());
        followers.forEach(follower -> follower.accept(task));
        listener.changed(view(task));
    }

    /** A node has said that an attempt runs. */
    public void started(LiveAttempt attempt) {
        listener.started(attempt);
    }

    public void assigned(TaskAssigned assignment) {
        listener.assigned(assignment);
    }

    public void preempted(Preemption preemption) {
        listener.preempted(preemption);
    }

    public void escalated(TaskEscalated escalation) {
        listener.escalated(escalation);
    }

    /** The task with what its node has said since it was stored. */
    public TaskView view(Task task) {
        return new TaskView(task, live.attempt(task.id()));
    }
}
