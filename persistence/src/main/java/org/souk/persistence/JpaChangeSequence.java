package org.souk.persistence;

import jakarta.persistence.EntityManager;
import javax.sql.DataSource;
import org.souk.core.common.ChangeSequence;

/**
 * {@link ChangeSequence} by the columns {@code change_number}, which the database itself writes. In PostgreSQL a number is
 * the id of a transaction, and a snapshot tells which of them are over. In H2, which only one process uses, it comes from a
 * sequence, and {@link CommitHorizon} tells which transactions are open.
 */
public final class JpaChangeSequence implements ChangeSequence {
    private final EntityManager entities;
    private final DataSource database;
    private final CommitHorizon commits;
    private volatile Dialect dialect;

    /**
     * @param entities used by many threads: a container's proxy, or one like it
     * @param database the same one; asked once, at the first call, which product it is
     */
    public JpaChangeSequence(EntityManager entities, DataSource database, CommitHorizon commits) {
        this.entities = entities;
        this.database = database;
        this.commits = commits;
    }

    @Override
    public long horizon() {
        long next = ((Number)
                        entities.createNativeQuery(dialect().firstOpenNumber()).getSingleResult())
                .longValue();
        return dialect() == Dialect.H2 ? commits.below(next) : next;
    }

    private Dialect dialect() {
        if (dialect == null) {
            dialect = Dialect.of(database);
        }
        return dialect;
    }
}
