package org.souk.core.scheduling;

import java.time.Duration;
import java.util.Objects;

/**
 * The numbers by which the planner decides.
 *
 * @param minimumRun an attempt runs at least so long before it can be preempted
 * @param minimumGain a higher class only preempts a lower one when it would else wait longer than this
 * @param ageing a waiting task rises by one priority class each time it has waited so long, and {@value #AGEING_RUNS}
 *     times its expected duration
 * @param patience a task is served as if it had been submitted later by so many times its expected duration: short
 *     tasks go first, but a task is never overtaken by one that came so much later
 * @param protection room is kept for a task that has waited so many times its expected duration
 * @param promise one promise may bind so much time of all that a pool's nodes sell, unless the room is free at once
 * @param startup what may pass between a decision and the start of the program; a promise allows for it
 * @param probes of the nodes that will do, so many are compared; more are only looked at where these do not suffice
 */
public record SchedulingRules(
        Duration minimumRun,
        Duration minimumGain,
        Duration ageing,
        int patience,
        int protection,
        Duration promise,
        Duration startup,
        int probes) {
    /** A wait is long in relation to the run that is waited for. */
    public static final int AGEING_RUNS = 10;

    public static final SchedulingRules DEFAULT = new SchedulingRules(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            100,
            100,
            Duration.ofHours(1),
            Duration.ofSeconds(3),
            24);

    public SchedulingRules {
        Objects.requireNonNull(minimumRun, "minimumRun");
        Objects.requireNonNull(minimumGain, "minimumGain");
        if (ageing.isNegative() || ageing.isZero()) {
            throw new IllegalArgumentException("ageing must take some time");
        }
        if (patience < 0 || protection < 0 || probes < 1) {
            throw new IllegalArgumentException("patience and protection are not negative, probes is positive");
        }
    }

    /** How long a task that expects to run so long waits until it rises by a class. */
    public Duration ageing(Duration expected) {
        return ageing.plus(expected.multipliedBy(AGEING_RUNS));
    }

    /** The same rules where programs take another time to start. */
    public SchedulingRules withStartup(Duration other) {
        return new SchedulingRules(minimumRun, minimumGain, ageing, patience, protection, promise, other, probes);
    }
}
