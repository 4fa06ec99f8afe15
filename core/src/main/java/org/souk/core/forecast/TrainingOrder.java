package org.souk.core.forecast;

import java.time.Duration;
import java.util.Collection;

/**
 * What to train on, and how long.
 *
 * @param learnBefore the models are fitted to steps before this one only
 * @param judgeBefore the steps from {@code learnBefore} to this one stop the training and rank the models; nothing from
 *     here on is looked at
 * @param cpuBudget of the training thread; the training ends earlier with less exact models rather than exceed it
 * @param seed the same seed and data give the same model, as long as the budget does not cut it short
 */
public record TrainingOrder(long learnBefore, long judgeBefore, Duration cpuBudget, long seed) {
    private static final double LEARNT = 0.75;

    public TrainingOrder {
        if (learnBefore > judgeBefore) {
            throw new IllegalArgumentException("steps to learn from end after those to judge by");
        }
        if (cpuBudget.isNegative() || cpuBudget.isZero()) {
            throw new IllegalArgumentException("the budget is greater than zero, not " + cpuBudget);
        }
    }

    /** Three quarters of the time of these histories for learning, the rest for judging. */
    public static TrainingOrder of(Collection<LoadSeries> histories, Duration cpuBudget, long seed) {
        long first = histories.stream()
                .filter(series -> !series.isEmpty())
                .mapToLong(LoadSeries::firstStep)
                .min()
                .orElse(0);
        long end = histories.stream()
                .filter(series -> !series.isEmpty())
                .mapToLong(LoadSeries::endStep)
                .max()
                .orElse(first);
        return new TrainingOrder(first + Math.round((end - first) * LEARNT), end, cpuBudget, seed);
    }
}
