package org.souk.core.account;

import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/**
 * What the market grants the buyers who have this plan.
 *
 * @param name lower-case letters, digits and dashes
 * @param weight of a buyer against others when capacity is scarce, 1…{@value #MAX_WEIGHT}
 * @param maxUnfinished the most tasks that may wait, be blocked or run at a time, at least 1
 * @param maxOnNodes the most that all its attempts may reserve on nodes at a time; {@link #UNLIMITED} for no limit
 * @param refundPercent of the price that is given back for a missed deadline, 0…100
 */
public record ServicePlan(String name, int weight, int maxUnfinished, Resources maxOnNodes, int refundPercent) {
    public static final Resources UNLIMITED = Resources.of(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    public static final ServicePlan STANDARD = new ServicePlan("standard", 1, 100_000, UNLIMITED, 25);
    public static final ServicePlan PREMIUM = new ServicePlan("premium", 4, 1_000_000, UNLIMITED, 100);
    public static final int MAX_WEIGHT = 1000;

    private static final int WHOLE = 100;

    public ServicePlan {
        check(name.matches("[a-z0-9][a-z0-9-]{0,39}"), "'" + name + "' is not 1 to 40 lower-case letters, digits or -");
        check(weight >= 1 && weight <= MAX_WEIGHT, "the weight must be 1 to " + MAX_WEIGHT);
        check(maxUnfinished >= 1, "the most unfinished tasks must be at least 1");
        check(refundPercent >= 0 && refundPercent <= WHOLE, "the refund must be 0 to 100 percent");
    }

    /** The refund for a missed deadline, rounded down to a whole micro-credit. */
    public Money refund(Money charged) {
        // Whole hundreds and the rest apart: exact, and no product can overflow.
        long hundreds = charged.micros() / WHOLE;
        long rest = charged.micros() % WHOLE;
        return Money.ofMicros(hundreds * refundPercent + rest * refundPercent / WHOLE);
    }

    private static void check(boolean holds, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(reason);
        }
    }
}
