package org.souk.lab.forecast;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.souk.core.common.NodeId;
import org.souk.core.forecast.LoadModel;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.LoadTrainer;
import org.souk.core.forecast.RunningForecast;
import org.souk.core.forecast.UnreadableModel;
import org.souk.lab.ExperimentFailed;

/** What it costs to forecast for a thousand nodes, whose histories are those of the file again and again. */
final class Fleet {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int NODES = 1000;
    private static final int DAYS = 8;
    private static final int WARM_UP = 14;
    private static final int MEASURED = 15;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private final LoadFile file;
    private final LoadTrainer trainer;
    private final byte[] model;

    Fleet(LoadFile file, LoadTrainer trainer, byte[] model) {
        this.file = file;
        this.trainer = trainer;
        this.model = model;
    }

    /** @param millis of CPU time of the one thread that does it, which is elapsed time on a machine with nothing else to do;
     *     the median of all steps */
    record Cost(double millis, double heapMegabytes) {}

    Cost measure() {
        long heapBefore = usedHeap();
        Map<NodeId, LoadSeries> histories = histories();
        RunningForecast running = stored().begin(new byte[0]);
        long last =
                histories.values().stream().mapToLong(LoadSeries::endStep).max().orElseThrow() - 1;
        double[] millis = new double[MEASURED];
        for (int i = 0; i < WARM_UP + MEASURED; i++) {
            long startedAt = THREADS.getCurrentThreadCpuTime();
            running.advance(last - WARM_UP - MEASURED + i + 1, histories);
            if (i >= WARM_UP) {
                millis[i - WARM_UP] = (THREADS.getCurrentThreadCpuTime() - startedAt) / NANOS_PER_MILLI;
            }
        }
        double heap = (usedHeap() - heapBefore) / BYTES_PER_MEGABYTE;
        Reference.reachabilityFence(running);
        Reference.reachabilityFence(histories);
        Arrays.sort(millis);
        return new Cost(Figures.rounded(millis[MEASURED / 2]), Figures.rounded(heap));
    }

    /** The last days of those series that go on to the end, copied so that each node has its own. */
    private Map<NodeId, LoadSeries> histories() {
        long end = file.end();
        List<LoadSeries> recent = new ArrayList<>();
        for (LoadSeries series : file.series()) {
            LoadSeries part = series.from(end - (long) DAYS * LoadSeries.STEPS_PER_DAY);
            if (part.size() > WARM_UP + MEASURED) {
                recent.add(part);
            }
        }
        Map<NodeId, LoadSeries> histories = new HashMap<>();
        for (int i = 0; i < NODES; i++) {
            LoadSeries series = recent.get(i % recent.size());
            // Made anew, for each node has a history of its own.
            histories.put(
                    new NodeId("node-" + i), series.before(series.endStep()).from(series.firstStep() + 1));
        }
        return histories;
    }

    private LoadModel stored() {
        try {
            return trainer.read(model);
        } catch (UnreadableModel e) {
            throw new ExperimentFailed("the model that was just trained cannot be read", e);
        }
    }

    private static long usedHeap() {
        // Twice: the first may only find out what can be cleared.
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
