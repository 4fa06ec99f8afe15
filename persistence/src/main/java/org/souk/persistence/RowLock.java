package org.souk.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads rows afresh and locks them in the order of their ids, so that no two transactions wait for each other. */
final class RowLock {
    /** Bounds the length of one statement. */
    private static final int CHUNK = 500;

    private RowLock() {}

    /** @return the rows that exist, by id */
    static <R> List<R> all(EntityManager entities, Class<R> rows, Collection<String> ids) {
        List<String> sorted = ids.stream().distinct().sorted().toList();
        List<R> locked = new ArrayList<>(sorted.size());
        for (int from = 0; from < sorted.size(); from += CHUNK) {
            locked.addAll(entities.createQuery(
                            "SELECT r FROM " + rows.getSimpleName() + " r WHERE r.id IN :ids ORDER BY r.id", rows)
                    .setParameter("ids", sorted.subList(from, Math.min(sorted.size(), from + CHUNK)))
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .setHint("eclipselink.refresh", true)
                    .getResultList());
        }
        return locked;
    }
}
