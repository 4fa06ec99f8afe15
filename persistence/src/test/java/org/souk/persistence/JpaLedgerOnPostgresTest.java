package org.souk.persistence;

import org.souk.core.common.Transactions;
import org.souk.core.ledger.Ledger;
import org.souk.core.testing.LedgerContract;

class JpaLedgerOnPostgresTest extends LedgerContract {
    @Override
    protected Ledger emptyLedger() {
        return new JpaLedger(TestDatabase.postgres().cleared().entities());
    }

    @Override
    protected Transactions transactions() {
        return TestDatabase.postgres();
    }
}
