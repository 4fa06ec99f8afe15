package org.souk.core.ledger;

import org.souk.core.common.ErrorCategory;
import org.souk.core.common.MarketException;
import org.souk.core.units.Money;

/** An account cannot cover what would be taken from it; nothing was moved. */
public class InsufficientFunds extends MarketException {
    private static final long serialVersionUID = 1L;

    public InsufficientFunds(LedgerAccount account, Money balance, Money needed) {
        super(
                ErrorCategory.INSUFFICIENT_RESOURCES,
                "there are " + balance + " credits " + side(account) + " and " + needed + " are needed");
    }

    private static String side(LedgerAccount account) {
        return account.name().startsWith("held:") ? "held" : "available";
    }
}
