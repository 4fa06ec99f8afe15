package org.souk.core.ledger;

import org.souk.core.units.Money;

/** One line of a transfer: a positive amount is received, a negative one given. */
public record Posting(LedgerAccount account, Money amount) {}
