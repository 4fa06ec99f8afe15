package org.souk.core.escalation;

import java.time.Instant;
import java.util.Optional;
import org.souk.core.common.TaskId;
import org.souk.core.task.Escalations.Action;
import org.souk.core.task.Escalations.Cause;
import org.souk.core.task.Escalations.Step;
import org.souk.core.task.Priority;
import org.souk.core.units.Money;

/** The decision to do more for a task that waits. It is only valid for the version of the row that it was made for. */
public sealed interface Escalation {
    TaskId task();

    long version();

    Cause cause();

    Action action();

    /** Whether it lets a task take places at any price, of which only so many may at a time. */
    boolean insists();

    /** What is written down on the task. */
    default Step step(Instant now) {
        return new Step(now, action(), cause());
    }

    /** From now on nodes outside the pool that it asks for will do. */
    record WidenPools(TaskId task, long version, Cause cause) implements Escalation {
        @Override
        public Action action() {
            return Action.WIDEN_POOLS;
        }

        @Override
        public boolean insists() {
            return false;
        }
    }

    /**
     * From now on more is offered for it.
     *
     * @param to not more than its buyer's limit
     */
    record RaisePrice(TaskId task, long version, Cause cause, Money to) implements Escalation {
        @Override
        public Action action() {
            return Action.RAISE_PRICE;
        }

        @Override
        public boolean insists() {
            return false;
        }

        @Override
        public Step step(Instant now) {
            return new Step(now, action(), cause, Optional.of(to));
        }
    }

    /**
     * From now on it is planned in a higher class.
     *
     * @param to the next above the present one
     */
    record RaisePriority(TaskId task, long version, Cause cause, Priority to) implements Escalation {
        @Override
        public Action action() {
            return Action.RAISE_PRIORITY;
        }

        @Override
        public boolean insists() {
            return false;
        }
    }

    /** From now on it may take the place of lower classes even where that costs more than it gains. */
    record Preempt(TaskId task, long version, Cause cause) implements Escalation {
        @Override
        public Action action() {
            return Action.PREEMPT;
        }

        @Override
        public boolean insists() {
            return true;
        }
    }

    /** It is ended and what was held for it goes back to the buyer. */
    record FailAndRefund(TaskId task, long version, Cause cause) implements Escalation {
        @Override
        public Action action() {
            return Action.FAIL;
        }

        @Override
        public boolean insists() {
            return false;
        }
    }
}
