package org.souk.persistence;

import org.souk.core.common.Transactions;
import org.souk.core.ledger.Ledger;
import org.souk.core.testing.LedgerContract;

class JpaLedgerOnH2Test extends LedgerContract {
    @Override
    protected Ledger emptyLedger() {
        return new JpaLedger(TestDatabase.h2().cleared().entities());
    }

    @Override
    protected Transactions transactions() {
        return TestDatabase.h2();
    }
}
