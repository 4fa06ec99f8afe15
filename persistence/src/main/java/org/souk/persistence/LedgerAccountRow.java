package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.souk.core.ledger.InsufficientFunds;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.units.Money;

/** An account of the ledger with the sum of its postings. */
@Entity
@Table(name = "ledger_account")
class LedgerAccountRow {
    @Id
    @Column(name = "name")
    private String id;

    private long balance;

    protected LedgerAccountRow() {}

    static LedgerAccountRow opened(String name) {
        LedgerAccountRow row = new LedgerAccountRow();
        row.id = name;
        return row;
    }

    /** @throws InsufficientFunds when the account would become negative and may not */
    void add(Money change) {
        Money after = balance().plus(change);
        if (after.isNegative() && !account().mayBeNegative()) {
            throw new InsufficientFunds(account(), balance(), change.negated());
        }
        balance = after.micros();
    }

    LedgerAccount account() {
        return new LedgerAccount(id);
    }

    Money balance() {
        return Money.ofMicros(balance);
    }
}
