package org.souk.core.scheduling.score;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.slot.Slot;

/** All scores that count, each by its weight. */
public final class Ranking {
    private static final List<Score> ALL = List.of(
            new NotFailedHere(),
            new Price(),
            new Headroom(),
            new Fit(),
            new Locality(),
            new Latency(),
            new Reliability(),
            new Speed());

    private final Score[] scores;
    private final double[] weights;

    public Ranking(ScoreWeights weighted) {
        this.scores = ALL.stream().filter(score -> weight(weighted, score) > 0).toArray(Score[]::new);
        this.weights = Arrays.stream(scores)
                .mapToDouble(score -> weight(weighted, score))
                .toArray();
    }

    private static double weight(ScoreWeights weighted, Score score) {
        return weighted.of(score.name().toLowerCase(Locale.ROOT));
    }

    /** How well the task would be placed there, 0 to the sum of all weights. */
    public double of(WaitingTask task, Slot slot) {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            sum += weights[i] * scores[i].of(task, slot);
        }
        return sum;
    }

    /** Each score that counts, by its name, 0…1, without its weight. */
    public Map<String, Double> parts(WaitingTask task, Slot slot) {
        Map<String, Double> parts = new LinkedHashMap<>();
        for (Score score : scores) {
            parts.put(score.name(), score.of(task, slot));
        }
        return parts;
    }
}
