package org.souk.core.planning;

import java.time.Instant;
import java.util.Optional;
import org.souk.core.common.TaskId;

/** The planner's answer that a deadline cannot be promised; the buyer is told by the submission. */
public final class InfeasibleDeadline extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient TaskId task;
    private final transient Optional<Instant> earliest;

    InfeasibleDeadline(TaskId task, Optional<Instant> earliest) {
        super("task " + task + " cannot be promised its deadline");
        this.task = task;
        this.earliest = earliest;
    }

    public TaskId task() {
        return task;
    }

    /** The earliest deadline that could be promised; empty when no node would do. */
    public Optional<Instant> earliest() {
        return earliest;
    }
}
