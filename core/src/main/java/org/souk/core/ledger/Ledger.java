package org.souk.core.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.units.Money;

/** Port: the double-entry ledger. Every method joins the caller's transaction. */
public interface Ledger {
    /**
     * Posts transfers, all or none, in one batch; accounts come into being with their first posting.
     *
     * @throws InsufficientFunds when an account other than {@link LedgerAccount#EXTERNAL} would become negative
     * @throws AlreadyPosted when a task has a transfer of that kind
     */
    void post(List<Transfer> transfers);

    /** Zero for an account without postings. */
    Money balance(LedgerAccount account);

    /** All accounts with their balances, by name. */
    Map<LedgerAccount, Money> balances();

    /** The sum of all postings ever made: zero, or the ledger is broken. */
    Money sum();

    /**
     * Transfers, newest first.
     *
     * @param account only those that touch it
     * @param before only those with a smaller id (the cursor for the next page)
     * @param limit at most so many, 1…1000
     */
    List<Transfer> transfers(Optional<LedgerAccount> account, Optional<String> before, int limit);
}
