package org.souk.core.scheduling;

import org.souk.core.account.ServicePlan;
import org.souk.core.units.Resources;

/**
 * What a buyer is entitled to and has had.
 *
 * @param plan its weight and its limits
 * @param onNodes what its attempts reserve on nodes now
 * @param usage decayed use so far, in seconds of the whole market, see {@link FairShare}
 */
public record BuyerShare(ServicePlan plan, Resources onNodes, double usage) {
    /** A buyer who has had nothing yet. */
    public static final BuyerShare NEWCOMER = new BuyerShare(ServicePlan.STANDARD, Resources.NONE, 0);

    /** Use by weight: whoever has the least is next. */
    public double normalizedUsage() {
        return usage / plan.weight();
    }
}
