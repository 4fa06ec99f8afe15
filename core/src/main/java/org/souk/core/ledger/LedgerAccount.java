package org.souk.core.ledger;

import org.souk.core.common.AccountId;

/**
 * An account of the ledger.
 *
 * @param name {@code available:ACCOUNT}, {@code held:ACCOUNT}, {@code fees} or {@code external}
 */
public record LedgerAccount(String name) implements Comparable<LedgerAccount> {
    /** What the marketplace has earned. */
    public static final LedgerAccount FEES = new LedgerAccount("fees");
    /** The world outside, where deposits come from; the only account that may be negative. */
    public static final LedgerAccount EXTERNAL = new LedgerAccount("external");

    public static LedgerAccount available(AccountId account) {
        return new LedgerAccount("available:" + account.value());
    }

    public static LedgerAccount held(AccountId account) {
        return new LedgerAccount("held:" + account.value());
    }

    public boolean mayBeNegative() {
        return equals(EXTERNAL);
    }

    @Override
    public int compareTo(LedgerAccount other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
