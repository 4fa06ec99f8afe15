package org.souk.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;
import org.souk.core.common.Transactions;

/**
 * {@link Transactions} of the container: joins the caller's transaction or begins one. A runtime exception rolls it back
 * and comes out as it was thrown; only when the commit itself fails, a {@code TransactionalException} tells of it.
 */
@ApplicationScoped
@Transactional
public class JtaTransactions implements Transactions {
    @Override
    public <T> T call(Supplier<T> work) {
        return work.get();
    }

    @Override
    public void run(Runnable work) {
        work.run();
    }
}
