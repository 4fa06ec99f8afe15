package org.souk.core.ledger;

import org.souk.core.units.Money;

/**
 * What a task costs; the parts for fuel, RAM and storage are before the limit is applied.
 *
 * @param charged what the buyer pays, never more than the task's limit
 * @param fee the marketplace's part of it
 * @param paid the seller's part: {@code charged - fee}
 * @param refunded what the marketplace gave back of the price, for a deadline that it missed
 */
public record Bill(Money fuel, Money ram, Money storage, Money charged, Money fee, Money paid, Money refunded) {
    public static final Bill NOTHING = new Bill(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

    public Bill {
        if (!charged.equals(fee.plus(paid)) || fee.isNegative() || paid.isNegative()) {
            throw new IllegalArgumentException("charged " + charged + " is not fee " + fee + " plus paid " + paid);
        }
        if (refunded.isNegative() || refunded.compareTo(charged) > 0) {
            throw new IllegalArgumentException("of " + charged + " charged, " + refunded + " cannot be given back");
        }
    }

    /** Without a refund. */
    public Bill(Money fuel, Money ram, Money storage, Money charged, Money fee, Money paid) {
        this(fuel, ram, storage, charged, fee, paid, Money.ZERO);
    }

    public Bill refunding(Money refund) {
        return new Bill(fuel, ram, storage, charged, fee, paid, refund);
    }
}
