package org.souk.core.ledger;

import org.souk.core.units.Money;

/** An account cannot cover what would be taken from it; nothing was moved. */
public class InsufficientFunds extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InsufficientFunds(LedgerAccount account, Money balance, Money needed) {
        super(account + " has " + balance + " credits and cannot give " + needed);
    }
}
