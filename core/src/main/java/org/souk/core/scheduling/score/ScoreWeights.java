package org.souk.core.scheduling.score;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How much each score counts, by its name in lower case: 0 leaves it out, at most {@value #HIGHEST}.
 *
 * @param values the weights that differ from {@link #DEFAULTS}
 */
public record ScoreWeights(Map<String, Double> values) {
    public static final double HIGHEST = 1000;

    /** In the order in which explanations show them. */
    public static final Map<String, Double> DEFAULTS = defaults();

    /** Weights as they are without settings. */
    public static final ScoreWeights STANDARD = new ScoreWeights(Map.of());

    /** @throws IllegalArgumentException naming the score that is unknown or whose weight will not do */
    public ScoreWeights {
        values = Map.copyOf(values);
        values.forEach((score, weight) -> {
            if (!DEFAULTS.containsKey(score)) {
                throw new IllegalArgumentException(score + " is none of the scores " + names());
            }
            if (!(weight >= 0 && weight <= HIGHEST)) {
                throw new IllegalArgumentException(score + " must be 0 to " + HIGHEST);
            }
        });
    }

    public static Set<String> names() {
        return DEFAULTS.keySet();
    }

    public double of(String score) {
        return values.getOrDefault(score, DEFAULTS.get(score));
    }

    private static Map<String, Double> defaults() {
        Map<String, Double> weights = new LinkedHashMap<>();
        // Above all others together: a node that failed the task is the last resort.
        weights.put("untried", 10.0);
        weights.put("price", 0.5);
        weights.put("headroom", 0.5);
        weights.put("fit", 0.2);
        weights.put("locality", 0.2);
        weights.put("latency", 0.1);
        weights.put("reliability", 0.5);
        weights.put("speed", 0.3);
        return Collections.unmodifiableMap(weights);
    }
}
