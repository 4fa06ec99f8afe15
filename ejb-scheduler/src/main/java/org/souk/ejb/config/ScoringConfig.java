package org.souk.ejb.config;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.souk.core.scheduling.score.ScoreWeights;

/**
 * How nodes are ranked: {@code souk.scheduling.weight.NAME} for each of the scores {@link ScoreWeights#DEFAULTS}, a
 * number from 0 (left out) to 1000.
 */
public final class ScoringConfig {
    private static final String PREFIX = "souk.scheduling.weight.";

    private ScoringConfig() {}

    /** @throws IllegalArgumentException naming the key, when its value will not do */
    public static ScoreWeights read(Config config) {
        Map<String, Double> weights = new HashMap<>();
        for (String score : ScoreWeights.names()) {
            String key = PREFIX + score;
            try {
                config.getOptionalValue(key, Double.class).ifPresent(weight -> weights.put(score, weight));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        key + " is not a number: " + config.getConfigValue(key).getValue(), e);
            }
        }
        try {
            return new ScoreWeights(weights);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + e.getMessage(), e);
        }
    }
}
