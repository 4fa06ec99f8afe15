package org.souk.core.testing;

import org.souk.core.common.Transactions;
import org.souk.core.ledger.Ledger;

class MemoryLedgerTest extends LedgerContract {
    private final MemoryDatabase database = new MemoryDatabase();

    @Override
    protected Ledger emptyLedger() {
        return database.ledger();
    }

    @Override
    protected Transactions transactions() {
        return database;
    }
}
