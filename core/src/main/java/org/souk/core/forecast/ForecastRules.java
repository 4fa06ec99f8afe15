package org.souk.core.forecast;

import java.time.Duration;

/**
 * When models of load are trained, and on what.
 *
 * @param trainingEvery how old a model becomes until the next one is trained
 * @param enough how long a history of any node must be for the first training
 * @param cpuBudget of one training
 * @param history how far back a training looks; loads are kept a little longer
 * @param nodes how many nodes a training looks at, other ones each time if there are more: it bounds its memory
 */
public record ForecastRules(Duration trainingEvery, Duration enough, Duration cpuBudget, Duration history, int nodes) {
    public static final ForecastRules DEFAULT =
            new ForecastRules(Duration.ofDays(1), Duration.ofDays(1), Duration.ofMinutes(2), Duration.ofDays(30), 200);

    /** After a failure a training is tried again, but not at once. */
    public static final Duration AFTER_FAILURE = Duration.ofHours(1);

    private static final long MARGIN_DAYS = 5;

    public long historySteps() {
        return history.dividedBy(LoadSeries.STEP);
    }

    /** Loads of earlier steps are forgotten. */
    public long keptFrom(long step) {
        return step - historySteps() - MARGIN_DAYS * LoadSeries.STEPS_PER_DAY;
    }
}
