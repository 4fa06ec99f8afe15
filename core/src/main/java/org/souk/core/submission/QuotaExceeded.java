package org.souk.core.submission;

import org.souk.core.account.ServicePlan;
import org.souk.core.common.ErrorCategory;
import org.souk.core.common.MarketException;

/** The buyer's service plan does not allow so many tasks that have not ended. */
public class QuotaExceeded extends MarketException {
    private static final long serialVersionUID = 1L;

    public QuotaExceeded(ServicePlan plan, int unfinished, int more) {
        super(
                ErrorCategory.INSUFFICIENT_RESOURCES,
                "the plan '" + plan.name() + "' allows " + plan.maxUnfinished() + " unfinished tasks, there are "
                        + unfinished + " and this asks for " + more
                        + " more: wait until some have ended, or ask the operator for another plan");
    }
}
