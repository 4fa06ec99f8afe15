package org.souk.core.ledger;

import org.souk.core.units.Money;

/** An account cannot cover what would be taken from it; nothing was moved. */
public class InsufficientFunds extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InsufficientFunds(LedgerAccount account, Money balance, Money needed) {
        super("there are " + balance + " credits " + side(account) + " and " + needed + " are needed");
    }

    private static String side(LedgerAccount account) {
        return account.name().startsWith("held:") ? "held" : "available";
    }
}
