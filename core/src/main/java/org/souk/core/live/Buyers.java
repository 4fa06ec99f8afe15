package org.souk.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.souk.core.account.Account;
import org.souk.core.account.ServicePlan;
import org.souk.core.account.ServicePlans;
import org.souk.core.common.AccountId;
import org.souk.core.common.TaskId;
import org.souk.core.matching.Buyer;
import org.souk.core.scheduling.BuyerShare;
import org.souk.core.scheduling.FairShare;
import org.souk.core.task.PastRun;
import org.souk.core.units.Resources;

/** What is known live of the buyers: their plans and what they have used. Thread-safe. */
public final class Buyers {
    /** After so many half-lives a use counts less than a thousandth. */
    private static final int HALF_LIVES = 10;

    private final ServicePlans offered;
    private final Duration halfLife;
    private final FairShare used;
    private final Map<AccountId, Account> accounts = new HashMap<>();

    /** @param halfLife after which a buyer's use counts half */
    public Buyers(ServicePlans offered, Duration halfLife) {
        this.offered = offered;
        this.halfLife = halfLife;
        this.used = new FairShare(halfLife);
    }

    public ServicePlans offered() {
        return offered;
    }

    /** Older use than this does not matter. */
    public Duration memory() {
        return halfLife.multipliedBy(HALF_LIVES);
    }

    public synchronized ServicePlan planOf(AccountId account) {
        Account known = accounts.get(account);
        return known == null ? offered.first() : offered.of(known.plan());
    }

    /** An account as sellers' policies see it. */
    public synchronized Buyer who(AccountId account) {
        Account known = accounts.get(account);
        return new Buyer(
                account, known == null ? "" : known.name(), planOf(account).name());
    }

    /** An account is stored like this, or was; what is not newer than what is known changes nothing. */
    public synchronized void changed(Account account) {
        accounts.merge(account.id(), account, (known, told) -> known.version() < told.version() ? told : known);
    }

    /** Takes in what was used before the market started. */
    synchronized void ran(Resources forSale, Collection<PastRun> recent, Instant now) {
        used.forSale(forSale, now);
        recent.forEach(run -> used.ran(run.buyer(), run.reserved(), run.from(), run.to(), now));
    }

    synchronized void began(TaskId task, AccountId buyer, Resources reserved, Instant now) {
        used.began(task, buyer, reserved, now);
    }

    synchronized void ended(TaskId task, Instant now) {
        used.ended(task, now);
    }

    synchronized Map<AccountId, BuyerShare> shares(Set<AccountId> concerned, Resources forSale, Instant now) {
        used.forSale(forSale, now);
        Map<AccountId, BuyerShare> shares = new HashMap<>();
        for (AccountId buyer : concerned) {
            shares.put(buyer, new BuyerShare(planOf(buyer), used.held(buyer), used.usage(buyer, now)));
        }
        used.forgetIdle(now);
        return shares;
    }
}
