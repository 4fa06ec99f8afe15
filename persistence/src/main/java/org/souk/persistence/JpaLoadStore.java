package org.souk.persistence;

import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.souk.core.common.NodeId;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.LoadStore;

/** {@link LoadStore} in the table {@code load_day}: one row for each node and day. */
public final class JpaLoadStore implements LoadStore {
    /** Bounds the length of one statement. */
    private static final int CHUNK = 500;

    private final EntityManager entities;

    /** @param entities used by many threads: a container's proxy, or one like it */
    public JpaLoadStore(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void write(Map<NodeId, LoadSeries> steps) {
        Map<Long, Map<NodeId, LoadSeries>> byDay = new TreeMap<>();
        steps.forEach((node, series) -> {
            if (!series.isEmpty()) {
                for (long day = day(series.firstStep()); day <= day(series.endStep() - 1); day++) {
                    byDay.computeIfAbsent(day, any -> new TreeMap<>()).put(node, series);
                }
            }
        });
        byDay.forEach(this::write);
    }

    private void write(long day, Map<NodeId, LoadSeries> series) {
        Map<String, LoadDayRow> rows = rows(day, List.copyOf(series.keySet()));
        series.forEach((node, steps) -> {
            LoadDayRow row = rows.computeIfAbsent(node.value(), id -> {
                LoadDayRow fresh = LoadDayRow.empty(new LoadDayKey(id, day));
                entities.persist(fresh);
                return fresh;
            });
            row.write(steps);
        });
    }

    private Map<String, LoadDayRow> rows(long day, List<NodeId> nodes) {
        Map<String, LoadDayRow> rows = new HashMap<>();
        for (int from = 0; from < nodes.size(); from += CHUNK) {
            List<String> ids = nodes.subList(from, Math.min(nodes.size(), from + CHUNK)).stream()
                    .map(NodeId::value)
                    .toList();
            entities.createQuery(
                            "SELECT r FROM LoadDayRow r WHERE r.key.day = :day AND r.key.node IN :nodes",
                            LoadDayRow.class)
                    .setParameter("day", day)
                    .setParameter("nodes", ids)
                    .getResultList()
                    .forEach(row -> rows.put(row.key().node(), row));
        }
        return rows;
    }

    @Override
    public LoadSeries read(NodeId node, long from) {
        LoadSeries series = LoadSeries.EMPTY;
        List<LoadDayRow> days = entities.createQuery(
                        "SELECT r FROM LoadDayRow r WHERE r.key.node = :node AND r.key.day >= :day ORDER BY r.key.day",
                        LoadDayRow.class)
                .setParameter("node", node.value())
                .setParameter("day", day(from))
                .getResultList();
        for (LoadDayRow day : days) {
            series = day.appendedTo(series);
        }
        return series.from(from);
    }

    @Override
    public Set<NodeId> nodes(long from) {
        return entities.createQuery(
                        "SELECT DISTINCT r.key.node FROM LoadDayRow r WHERE r.key.day >= :day", String.class)
                .setParameter("day", day(from))
                .getResultStream()
                .map(NodeId::new)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void forgetBefore(long step) {
        entities.createQuery("DELETE FROM LoadDayRow r WHERE r.key.day < :day")
                .setParameter("day", day(step))
                .executeUpdate();
    }

    private static long day(long step) {
        return Math.floorDiv(step, LoadSeries.STEPS_PER_DAY);
    }
}
