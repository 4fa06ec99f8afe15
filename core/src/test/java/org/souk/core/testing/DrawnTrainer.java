package org.souk.core.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.NodeId;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadModel;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.LoadTrainer;
import org.souk.core.forecast.Outlook;
import org.souk.core.forecast.QuantileSeries;
import org.souk.core.forecast.Quantiles;
import org.souk.core.forecast.RunningForecast;
import org.souk.core.forecast.TrainingOrder;
import org.souk.core.forecast.TrainingRecord;
import org.souk.core.forecast.UnreadableModel;

/**
 * A trainer whose models say that a load will be what it is now, and ten more at most, ten less at least. What it is asked
 * for is written down; its evidence counts the looks ahead.
 */
public final class DrawnTrainer implements LoadTrainer {
    public static final double MARGIN = 10;

    private final List<Collection<LoadSeries>> trained = new ArrayList<>();
    private RuntimeException failure;

    /** What the trainings have seen, one after the other. */
    public List<Collection<LoadSeries>> trained() {
        return trained;
    }

    /** All trainings fail from now on; null for none. */
    public void failWith(RuntimeException cause) {
        failure = cause;
    }

    @Override
    public LoadModel train(Collection<LoadSeries> histories, TrainingOrder order) {
        trained.add(List.copyOf(histories));
        if (failure != null) {
            throw failure;
        }
        return new Drawn((byte) trained.size());
    }

    @Override
    public LoadModel read(byte[] stored) throws UnreadableModel {
        if (stored.length != 1) {
            throw new UnreadableModel("a drawn model is one byte");
        }
        return new Drawn(stored[0]);
    }

    private record Drawn(byte number) implements LoadModel {
        @Override
        public String version() {
            return "drawn-" + number;
        }

        @Override
        public byte[] bytes() {
            return new byte[] {number};
        }

        @Override
        public TrainingRecord training() {
            return new TrainingRecord(0, 1, Duration.ofSeconds(1));
        }

        @Override
        public RunningForecast begin(byte[] evidence) {
            return new Same(evidence.length == 0 ? 0 : evidence[0]);
        }
    }

    private static final class Same implements RunningForecast {
        private byte looks;
        private long latest = Long.MIN_VALUE;

        Same(byte looks) {
            this.looks = looks;
        }

        @Override
        public Map<NodeId, Outlook> advance(long step, Map<NodeId, LoadSeries> histories) {
            if (step <= latest) {
                throw new IllegalArgumentException("step " + step + " is not after step " + latest);
            }
            latest = step;
            looks++;
            Map<NodeId, Outlook> outlooks = new HashMap<>();
            histories.forEach((node, series) -> {
                if (series.isKnown(step, LoadKind.CPU)) {
                    outlooks.put(
                            node,
                            new Outlook(
                                    step,
                                    course(series.at(step, LoadKind.CPU)),
                                    Optional.of(course(series.at(step, LoadKind.RAM)))));
                }
            });
            return outlooks;
        }

        private static QuantileSeries course(double present) {
            Quantiles same = new Quantiles(present - MARGIN, present, present + MARGIN);
            return new QuantileSeries(Collections.nCopies(QuantileSeries.HORIZONS, same), "same");
        }

        @Override
        public byte[] evidence() {
            return new byte[] {looks};
        }
    }
}
