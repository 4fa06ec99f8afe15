package org.souk.core.task;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.souk.core.units.Money;

/**
 * What the market has done for a task because it waited, step by step. It stays with the task, whatever becomes of it.
 */
public record Escalations(List<Step> steps) {
    public static final Escalations NONE = new Escalations(List.of());

    public Escalations {
        steps = List.copyOf(steps);
    }

    /** What was done. */
    public enum Action {
        /** Nodes outside the pool that it asks for will do. */
        WIDEN_POOLS,
        /** More of its buyer's limit is offered. */
        RAISE_PRICE,
        /** It is planned in the next higher class. */
        RAISE_PRIORITY,
        /** It may take the place of lower classes even where that costs more than it gains. */
        PREEMPT,
        /** It was ended and its hold released. */
        FAIL
    }

    /** What had crossed its threshold. */
    public enum Trigger {
        /** It had waited longer than most of its class; seconds. */
        WAIT,
        /** The time to its deadline beside its expected run was less than a long wait; seconds. */
        LAXITY,
        /** The queue wanted more than for most of the last hour, and more than there is; CPU waited for by CPU for sale. */
        PRESSURE,
        /** It had waited as long as the market allows; seconds. */
        LONGEST_WAIT,
        /** The time to its deadline was less than half of its expected run; seconds. */
        DEADLINE
    }

    /**
     * Why.
     *
     * @param level how often the trigger had worked on the task before
     * @param measured in the trigger's unit
     * @param threshold likewise
     */
    public record Cause(Trigger trigger, int level, double measured, double threshold) {
        /** For the buyer, as a part of a sentence. */
        public String words() {
            return switch (trigger) {
                case WAIT ->
                    String.format(
                            Locale.ROOT,
                            "it had waited for %.0f s, longer than most of its class: %.0f s",
                            measured,
                            threshold);
                case LAXITY ->
                    String.format(
                            Locale.ROOT,
                            "its deadline left %.0f s beside its run, and a long wait is %.0f s",
                            measured,
                            threshold);
                case PRESSURE ->
                    String.format(
                            Locale.ROOT,
                            "it had waited long while the queue wanted %.2f times the CPU for sale, at least %.2f",
                            measured,
                            threshold);
                case LONGEST_WAIT ->
                    String.format(
                            Locale.ROOT,
                            "it had waited for %.0f s; the longest that this market lets a task wait is %.0f s",
                            measured,
                            threshold);
                case DEADLINE ->
                    String.format(
                            Locale.ROOT,
                            "no node was found and its deadline could no longer be met: %.0f s were left, less than half of"
                                    + " its expected run, %.0f s",
                            measured,
                            threshold);
            };
        }
    }

    /** @param offer what is offered from then on; only where that was raised */
    public record Step(Instant at, Action action, Cause cause, Optional<Money> offer) {
        public Step {
            if (offer.isPresent() != (action == Action.RAISE_PRICE)) {
                throw new IllegalArgumentException(action + " with an offer of " + offer);
            }
        }

        /** A step that leaves the offer as it is. */
        public Step(Instant at, Action action, Cause cause) {
            this(at, action, cause, Optional.empty());
        }

        /** For the buyer, as a sentence without its end. */
        public String words() {
            String done =
                    switch (action) {
                        case WIDEN_POOLS -> "Nodes outside its pool will do from now on";
                        case RAISE_PRICE -> "Offer raised to " + offer.orElseThrow() + " credits";
                        case RAISE_PRIORITY -> "Raised by a class";
                        case PREEMPT -> "Allowed to take the place of lower classes at any price";
                        case FAIL -> "Ended";
                    };
            return done + ": " + cause.words();
        }
    }

    public Escalations plus(Step step) {
        return new Escalations(Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    /** By how many classes it was raised. */
    public int raises() {
        return count(Action.RAISE_PRIORITY);
    }

    public boolean mayPreempt() {
        return count(Action.PREEMPT) > 0;
    }

    /** Whether nodes outside the pool that it asks for will do. */
    public boolean widened() {
        return count(Action.WIDEN_POOLS) > 0;
    }

    /** What is offered since the offer was raised last; empty when it never was. */
    public Optional<Money> offer() {
        return steps.stream().flatMap(step -> step.offer.stream()).reduce((earlier, later) -> later);
    }

    /** How often something was done. */
    public int count(Action action) {
        // Asked for every task at every plan, and mostly nothing was done.
        int count = 0;
        for (Step step : steps) {
            count += step.action == action ? 1 : 0;
        }
        return count;
    }

    /** How often a trigger has worked. */
    public int count(Trigger trigger) {
        return (int)
                steps.stream().filter(step -> step.cause.trigger == trigger).count();
    }

    /** Whether a trigger has led to this before. */
    public boolean has(Trigger trigger, Action action) {
        return steps.stream().anyMatch(step -> step.cause.trigger == trigger && step.action == action);
    }

    /** The class in which a task is planned whose buyer asked for this one. */
    public Priority raise(Priority requested) {
        Priority[] classes = Priority.values();
        return classes[Math.min(classes.length - 1, requested.ordinal() + raises())];
    }
}
