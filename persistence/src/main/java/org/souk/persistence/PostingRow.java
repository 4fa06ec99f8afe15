package org.souk.persistence;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.ledger.Posting;
import org.souk.core.units.Money;

/** One line of a transfer. */
@Entity
@Table(name = "posting")
class PostingRow {
    @EmbeddedId
    private PostingKey key;

    private String account;
    private long amount;

    protected PostingRow() {}

    static PostingRow of(String transfer, int line, Posting posting) {
        PostingRow row = new PostingRow();
        row.key = new PostingKey(transfer, line);
        row.account = posting.account().name();
        row.amount = posting.amount().micros();
        return row;
    }

    String transfer() {
        return key.transfer();
    }

    Posting toDomain() {
        return new Posting(new LedgerAccount(account), Money.ofMicros(amount));
    }
}
