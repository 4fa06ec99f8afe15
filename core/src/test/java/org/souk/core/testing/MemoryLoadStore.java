package org.souk.core.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.souk.core.common.NodeId;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.LoadStore;

/** {@link LoadStore} in maps. */
public final class MemoryLoadStore implements LoadStore, MemoryDatabase.Restorable {
    private final MemoryDatabase database;
    private final Map<NodeId, TreeMap<Long, double[]>> loads = new HashMap<>();

    MemoryLoadStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void write(Map<NodeId, LoadSeries> steps) {
        database.requireTransaction();
        steps.forEach((node, series) -> {
            for (long step = series.firstStep(); step < series.endStep(); step++) {
                double[] values = {rounded(series, step, LoadKind.CPU), rounded(series, step, LoadKind.RAM)};
                if (!Double.isNaN(values[0]) || !Double.isNaN(values[1])) {
                    loads.computeIfAbsent(node, any -> new TreeMap<>()).merge(step, values, MemoryLoadStore::known);
                }
            }
        });
    }

    private static double rounded(LoadSeries series, long step, LoadKind kind) {
        double value = series.at(step, kind);
        return Double.isNaN(value) ? value : Math.round(value * 100) / 100.0;
    }

    private static double[] known(double[] before, double[] now) {
        return new double[] {
            Double.isNaN(now[0]) ? before[0] : now[0], Double.isNaN(now[1]) ? before[1] : now[1],
        };
    }

    @Override
    public LoadSeries read(NodeId node, long from) {
        database.requireTransaction();
        LoadSeries series = LoadSeries.EMPTY;
        for (Map.Entry<Long, double[]> step :
                loads.getOrDefault(node, new TreeMap<>()).tailMap(from).entrySet()) {
            series = series.plus(step.getKey(), step.getValue()[0], step.getValue()[1]);
        }
        return series;
    }

    @Override
    public Set<NodeId> nodes(long from) {
        database.requireTransaction();
        Set<NodeId> nodes = new TreeSet<>();
        loads.forEach((node, steps) -> {
            if (!steps.isEmpty() && steps.lastKey() >= startOfDay(from)) {
                nodes.add(node);
            }
        });
        return nodes;
    }

    @Override
    public void forgetBefore(long step) {
        database.requireTransaction();
        loads.values().forEach(steps -> steps.headMap(startOfDay(step)).clear());
    }

    private static long startOfDay(long step) {
        return Math.floorDiv(step, LoadSeries.STEPS_PER_DAY) * LoadSeries.STEPS_PER_DAY;
    }

    @Override
    public Runnable snapshot() {
        Map<NodeId, TreeMap<Long, double[]>> before = new HashMap<>();
        loads.forEach((node, steps) -> before.put(node, new TreeMap<>(steps)));
        return () -> {
            loads.clear();
            loads.putAll(before);
        };
    }
}
