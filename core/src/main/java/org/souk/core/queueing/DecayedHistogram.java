package org.souk.core.queueing;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * How values that are never negative were distributed of late: what was seen a half-life ago counts half.
 *
 * <p>Its buckets grow by a tenth, so a percentile is at most a tenth too high. Values are weighed forward (Cormode et al.,
 * "Forward decay", 2009): a new one gets the greater weight and the old ones stay as they are, so the order in which
 * values come does not matter. Not thread-safe.
 */
public final class DecayedHistogram {
    private static final double SMALLEST = 0.1;
    private static final double GROWTH = 1.1;
    private static final int BUCKETS = 240;
    /** Half-lives after which weights are scaled down again, long before they overflow. */
    private static final double RESCALE = 200;

    private final Duration halfLife;
    private final double[] weights;
    private Instant landmark;

    DecayedHistogram(Duration halfLife) {
        this(halfLife, new double[BUCKETS], Instant.EPOCH);
    }

    private DecayedHistogram(Duration halfLife, double[] weights, Instant landmark) {
        this.halfLife = halfLife;
        this.weights = weights;
        this.landmark = landmark;
    }

    DecayedHistogram copy() {
        return new DecayedHistogram(halfLife, weights.clone(), landmark);
    }

    /** @throws IllegalArgumentException if the value is negative or not a number */
    void add(double value, Instant at) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("value must not be negative: " + value);
        }
        if (halfLivesSince(landmark, at) > RESCALE) {
            moveLandmark(at);
        }
        weights[bucket(value)] += Math.pow(2, halfLivesSince(landmark, at));
    }

    private void moveLandmark(Instant to) {
        double less = Math.pow(2, -halfLivesSince(landmark, to));
        for (int i = 0; i < BUCKETS; i++) {
            weights[i] *= less;
        }
        landmark = to;
    }

    private double halfLivesSince(Instant from, Instant to) {
        return (double) Duration.between(from, to).toMillis() / halfLife.toMillis();
    }

    private static int bucket(double value) {
        if (value <= SMALLEST) {
            return 0;
        }
        return (int) Math.min(BUCKETS - 1, Math.ceil(Math.log(value / SMALLEST) / Math.log(GROWTH)));
    }

    /** How many values there are, each counted for what it is worth now. */
    public double count(Instant now) {
        return Arrays.stream(weights).sum() * Math.pow(2, -halfLivesSince(landmark, now));
    }

    /**
     * The value that so great a share of what was seen does not exceed.
     *
     * @param share 0…1
     * @return 0 when nothing was seen
     */
    public double percentile(double share) {
        double wanted = share * Arrays.stream(weights).sum();
        double seen = 0;
        int last = -1;
        for (int i = 0; i < BUCKETS && (last < 0 || seen < wanted); i++) {
            if (weights[i] > 0) {
                seen += weights[i];
                last = i;
            }
        }
        return last < 0 ? 0 : SMALLEST * Math.pow(GROWTH, last);
    }
}
