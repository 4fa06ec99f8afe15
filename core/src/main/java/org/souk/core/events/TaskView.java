package org.souk.core.events;

import java.time.Instant;
import java.util.Optional;
import org.souk.core.live.LiveAttempt;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.units.Fuel;

/** A task as it is now: what is stored, and what its node has said since. */
public record TaskView(Task task, Optional<LiveAttempt> live) {
    public TaskView {
        live = live.filter(a -> a.key().attempt() == task.attempts());
    }

    public TaskState state() {
        boolean runs = task.state() == TaskState.ASSIGNED
                && live.flatMap(LiveAttempt::startedAt).isPresent();
        return runs ? TaskState.RUNNING : task.state();
    }

    public Optional<Instant> startedAt() {
        return task.startedAt().or(() -> live.flatMap(LiveAttempt::startedAt));
    }

    /** Used so far, or in the whole run once it has ended. */
    public Fuel fuel() {
        return task.ending()
                .map(ending -> ending.usage().fuel())
                .or(() -> live.map(LiveAttempt::fuel))
                .orElse(Fuel.ZERO);
    }
}
