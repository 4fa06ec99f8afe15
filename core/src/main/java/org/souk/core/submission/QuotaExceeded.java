package org.souk.core.submission;

import org.souk.core.account.ServicePlan;

/** The buyer's service plan does not allow so many tasks that have not ended. */
public class QuotaExceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public QuotaExceeded(ServicePlan plan, int unfinished, int more) {
        super("the plan '" + plan.name() + "' allows " + plan.maxUnfinished() + " unfinished tasks, there are "
                + unfinished + " and this asks for " + more
                + " more: wait until some have ended, or ask the operator for another plan");
    }
}
