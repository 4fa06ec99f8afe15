package org.souk.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.souk.core.common.Transactions;

/**
 * {@link Transactions} of the container: joins the caller's transaction or begins one. A runtime exception rolls it back
 * and comes out as it was thrown; only when the commit itself fails, a {@code TransactionalException} tells of it.
 *
 * <p>Each transaction is marked in {@link CommitHorizon}, so nobody may write by another way.
 */
@ApplicationScoped
@Transactional
public class JtaTransactions implements Transactions {
    private static final Object MARK = CommitHorizon.Mark.class;

    private final TransactionSynchronizationRegistry registry;
    private final CommitHorizon commits;

    /** Only for the container's proxy of it. */
    protected JtaTransactions() {
        this(null, null);
    }

    /** Looked up by name, because a bean of the EAR's library jars gets nothing that the container or a module provides. */
    @Inject
    @SuppressWarnings("BanJNDI") // a constant name of the container's own
    public JtaTransactions(CommitHorizon commits) throws NamingException {
        this(InitialContext.doLookup("java:comp/TransactionSynchronizationRegistry"), commits);
    }

    JtaTransactions(TransactionSynchronizationRegistry registry, CommitHorizon commits) {
        this.registry = registry;
        this.commits = commits;
    }

    @Override
    public <T> T call(Supplier<T> work) {
        mark();
        return work.get();
    }

    @Override
    public void run(Runnable work) {
        mark();
        work.run();
    }

    /** Marks the present transaction, unless an outer call has. */
    private void mark() {
        if (registry.getResource(MARK) != null) {
            return;
        }
        CommitHorizon.Mark mark = commits.begin();
        boolean marked = false;
        try {
            registry.registerInterposedSynchronization(new Closing(mark));
            registry.putResource(MARK, mark);
            marked = true;
        } finally {
            if (!marked) {
                mark.close();
            }
        }
    }

    private record Closing(CommitHorizon.Mark mark) implements Synchronization {
        @Override
        public void beforeCompletion() {
            // Its rows become visible later.
        }

        @Override
        public void afterCompletion(int status) {
            mark.close();
        }
    }
}
