package org.souk.core.ledger;

import org.souk.core.units.Money;

/**
 * What a task costs; the parts for fuel, RAM and storage are before the limit is applied.
 *
 * @param charged what the buyer pays, never more than the task's limit
 * @param fee the marketplace's part of it
 * @param paid the seller's part: {@code charged - fee}
 */
public record Bill(Money fuel, Money ram, Money storage, Money charged, Money fee, Money paid) {
    public static final Bill NOTHING = new Bill(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

    public Bill {
        if (!charged.equals(fee.plus(paid)) || fee.isNegative() || paid.isNegative()) {
            throw new IllegalArgumentException("charged " + charged + " is not fee " + fee + " plus paid " + paid);
        }
    }
}
