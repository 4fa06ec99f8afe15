package org.souk.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;

/**
 * Reads rows as they are now, and as values: what a transaction has read before is not handed out again, and its end does
 * not look at each of thousands of rows for a change.
 */
final class Unmanaged {
    private Unmanaged() {}

    /** Runs a query that sees what this transaction has written; nobody may change the rows that it gives. */
    static <R> TypedQuery<R> rows(EntityManager entities, String query, Class<R> rows) {
        // Not "eclipselink.read-only", which reads outside of the transaction and so not what was written in it.
        return entities.createQuery(query, rows).setHint("eclipselink.maintain-cache", false);
    }
}
