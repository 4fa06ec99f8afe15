package org.souk.core.task;

import org.souk.core.units.Money;

/**
 * What a buyer offers for a task at present, and the most that it will ever pay. Both are for the task as a whole.
 *
 * @param offer greater than zero, not more than the limit; only nodes on which the expected run costs no more are
 *     considered
 * @param limit what is held and what the task may use up, whatever is offered
 */
public record Bid(Money offer, Money limit) {
    public Bid {
        if (!offer.isPositive() || offer.compareTo(limit) > 0) {
            throw new IllegalArgumentException("an offer of " + offer + " is not between zero and " + limit);
        }
    }

    /** What of the limit is not offered yet; zero when all is. */
    public Money withheld() {
        return limit.minus(offer);
    }
}
