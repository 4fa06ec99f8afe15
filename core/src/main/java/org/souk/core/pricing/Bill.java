package org.souk.core.pricing;

import java.util.List;
import org.souk.core.units.Money;

/**
 * What a task costs; the parts for fuel, RAM and storage are before the limit is applied.
 *
 * @param charged what the buyer pays, never more than the task's limit
 * @param fee the marketplace's part of it
 * @param paid the seller's part: {@code charged - fee}
 * @param refunded what the marketplace gave back of the price, for a deadline that it missed
 * @param shares what of it is for which part of the run, if several nodes did it; empty where one did it all
 */
public record Bill(
        Money fuel,
        Money ram,
        Money storage,
        Money charged,
        Money fee,
        Money paid,
        Money refunded,
        List<Share> shares) {
    public static final Bill NOTHING = new Bill(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

    public Bill {
        if (!charged.equals(fee.plus(paid)) || fee.isNegative() || paid.isNegative()) {
            throw new IllegalArgumentException("charged " + charged + " is not fee " + fee + " plus paid " + paid);
        }
        if (refunded.isNegative() || refunded.compareTo(charged) > 0) {
            throw new IllegalArgumentException("of " + charged + " charged, " + refunded + " cannot be given back");
        }
        shares = List.copyOf(shares);
        if (!shares.isEmpty() && !sum(shares).equals(paid)) {
            throw new IllegalArgumentException("paid " + paid + " is not the sum of " + shares);
        }
    }

    /** Without a refund. */
    public Bill(Money fuel, Money ram, Money storage, Money charged, Money fee, Money paid) {
        this(fuel, ram, storage, charged, fee, paid, Money.ZERO);
    }

    /** For a run that one node did. */
    public Bill(Money fuel, Money ram, Money storage, Money charged, Money fee, Money paid, Money refunded) {
        this(fuel, ram, storage, charged, fee, paid, refunded, List.of());
    }

    private static Money sum(List<Share> shares) {
        return shares.stream().map(Share::paid).reduce(Money.ZERO, Money::plus);
    }

    public Bill refunding(Money refund) {
        return new Bill(fuel, ram, storage, charged, fee, paid, refund, shares);
    }
}
