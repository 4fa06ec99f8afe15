package org.souk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JtaTransactionsTest {
    private final CommitHorizon commits = new CommitHorizon();
    private final OneTransaction transaction = new OneTransaction();
    private final JtaTransactions transactions = new JtaTransactions(transaction, commits);

    @Test
    void theMarkLastsUntilTheTransactionIsOver() {
        assertThat(transactions.<Integer>call(commits::openCount)).isEqualTo(1);
        assertThat(commits.openCount()).isEqualTo(1);

        transaction.complete(Status.STATUS_COMMITTED);

        assertThat(commits.openCount()).isZero();
    }

    @Test
    void whoJoinsATransactionMarksItOnlyOnce() {
        transactions.run(
                () -> transactions.run(() -> assertThat(commits.openCount()).isEqualTo(1)));
        transactions.run(() -> assertThat(commits.openCount()).isEqualTo(1));

        transaction.complete(Status.STATUS_ROLLEDBACK);

        assertThat(commits.openCount()).isZero();
    }

    @Test
    void aFailedRegistrationLeavesNoMark() {
        transaction.refusing = true;

        assertThatThrownBy(() -> transactions.run(() -> {})).isInstanceOf(IllegalStateException.class);

        assertThat(commits.openCount()).isZero();
    }

    /** The container's registry with one transaction. */
    private static final class OneTransaction implements TransactionSynchronizationRegistry {
        private final Map<Object, Object> resources = new HashMap<>();
        private final List<Synchronization> interposed = new ArrayList<>();
        private boolean refusing;

        void complete(int status) {
            interposed.forEach(Synchronization::beforeCompletion);
            interposed.forEach(each -> each.afterCompletion(status));
        }

        @Override
        public Object getTransactionKey() {
            return this;
        }

        @Override
        public void putResource(Object key, Object value) {
            resources.put(key, value);
        }

        @Override
        public Object getResource(Object key) {
            return resources.get(key);
        }

        @Override
        public void registerInterposedSynchronization(Synchronization synchronization) {
            if (refusing) {
                throw new IllegalStateException("marked for rollback");
            }
            interposed.add(synchronization);
        }

        @Override
        public int getTransactionStatus() {
            return Status.STATUS_ACTIVE;
        }

        @Override
        public void setRollbackOnly() {
            throw new IllegalStateException("nobody asks for it");
        }

        @Override
        public boolean getRollbackOnly() {
            return false;
        }
    }
}
