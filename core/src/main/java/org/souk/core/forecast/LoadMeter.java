package org.souk.core.forecast;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.souk.core.common.NodeId;

/**
 * Makes series of all machines' own loads as they are measured. Thread-safe: a measurement waits for those of its own
 * node at most.
 */
public final class LoadMeter {
    /** Eight days, which a {@link RunningForecast} wants to see: 18 KB a node. */
    public static final int KEPT = 8 * LoadSeries.STEPS_PER_DAY;

    private final Map<NodeId, Metered> nodes = new ConcurrentHashMap<>();

    /**
     * One measurement.
     *
     * @param now the market's own time, since an agent's clock may be wrong
     */
    public void measured(NodeId node, Instant now, double ownCpuPercent, double ownRamPercent) {
        nodes.computeIfAbsent(node, any -> new Metered()).add(now, ownCpuPercent, ownRamPercent);
    }

    /** Goes on after a series that was stored; what has been measured meanwhile is kept. */
    public void resume(NodeId node, LoadSeries stored) {
        nodes.computeIfAbsent(node, any -> new Metered()).resume(stored);
    }

    /**
     * Ends the steps before this one. Nodes of which nothing is known any more are forgotten, and so is what is said to
     * have been measured later: then the clock was wrong.
     *
     * @return the series of all nodes, up to that step
     */
    public Map<NodeId, LoadSeries> close(long before) {
        Map<NodeId, LoadSeries> closed = new HashMap<>();
        nodes.forEach((node, metered) -> {
            LoadSeries series = metered.close(before);
            if (series.endStep() > before - KEPT && !series.isEmpty()) {
                closed.put(node, series);
            } else if (metered.isIdle()) {
                nodes.remove(node, metered);
            }
        });
        return closed;
    }

    /** One node's steps that have ended; empty when nothing is known of it. */
    public LoadSeries series(NodeId node) {
        Metered metered = nodes.get(node);
        return metered == null ? LoadSeries.EMPTY : metered.read(StepMeans::series);
    }

    private static final class Metered {
        private StepMeans means = new StepMeans(KEPT);
        private long measuring = Long.MIN_VALUE;

        synchronized void add(Instant now, double cpu, double ram) {
            long step = LoadSeries.stepOf(now);
            if (step < measuring || step < means.series().endStep() - 1) {
                startOver(means.series().before(step));
            }
            measuring = step;
            means.add(now, cpu, ram);
        }

        synchronized void resume(LoadSeries stored) {
            if (means.series().isEmpty()) {
                means.resume(stored);
            }
        }

        synchronized LoadSeries close(long before) {
            if (measuring >= before) {
                // Either it is the present step, or the clock was put back.
                LoadSeries known = means.series();
                if (known.endStep() > before) {
                    startOver(known.before(before));
                }
            }
            means.close(before);
            measuring = measuring < before ? Long.MIN_VALUE : measuring;
            return means.series().before(before);
        }

        synchronized boolean isIdle() {
            return measuring == Long.MIN_VALUE;
        }

        synchronized <T> T read(Function<StepMeans, T> what) {
            return what.apply(means);
        }

        private void startOver(LoadSeries known) {
            means = new StepMeans(KEPT);
            means.resume(known);
        }
    }
}
