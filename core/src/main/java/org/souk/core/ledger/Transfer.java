package org.souk.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.AccountId;
import org.souk.core.common.TaskId;
import org.souk.core.pricing.Bill;
import org.souk.core.units.Money;

/**
 * A movement of money. Its postings sum to zero, and there is at most one of a kind for each task.
 *
 * @param id unique
 * @param task the task that it is for, none for deposits
 */
public record Transfer(String id, Kind kind, Optional<TaskId> task, Instant at, List<Posting> postings) {
    /** What a transfer does. */
    public enum Kind {
        /** Money comes into the market. */
        DEPOSIT,
        /** The buyer's limit is set aside at submission. */
        HOLD,
        /** The hold is shared out at the end: seller, fee, and the rest back to the buyer. */
        SETTLE,
        /** A part of the price goes back to the buyer, because a promise was broken. */
        REFUND
    }

    public Transfer {
        postings = postings.stream().filter(p -> p.amount().micros() != 0).toList();
        Money sum = postings.stream().map(Posting::amount).reduce(Money.ZERO, Money::plus);
        if (!sum.equals(Money.ZERO)) {
            throw new IllegalArgumentException("transfer " + id + " does not sum to zero but to " + sum);
        }
    }

    public static Transfer deposit(String id, AccountId account, Money amount, Instant at) {
        return new Transfer(
                id,
                Kind.DEPOSIT,
                Optional.empty(),
                at,
                List.of(
                        new Posting(LedgerAccount.EXTERNAL, amount.negated()),
                        new Posting(LedgerAccount.available(account), amount)));
    }

    public static Transfer hold(String id, TaskId task, AccountId buyer, Money limit, Instant at) {
        return new Transfer(
                id,
                Kind.HOLD,
                Optional.of(task),
                at,
                List.of(
                        new Posting(LedgerAccount.available(buyer), limit.negated()),
                        new Posting(LedgerAccount.held(buyer), limit)));
    }

    /** Gives a hold back whole. */
    public static Transfer release(String id, TaskId task, AccountId buyer, Money limit, Instant at) {
        return settle(id, task, buyer, limit, Optional.empty(), Bill.NOTHING, at);
    }

    /**
     * Gives back what the bill refunds: out of the marketplace's fee for this very task, and what that does not cover out
     * of the operator's pocket. So it never fails for lack of money, and no seller pays for it.
     */
    public static Transfer refund(String id, TaskId task, AccountId buyer, Bill bill, Instant at) {
        Money ofFee = bill.fee().min(bill.refunded());
        return new Transfer(
                id,
                Kind.REFUND,
                Optional.of(task),
                at,
                List.of(
                        new Posting(LedgerAccount.FEES, ofFee.negated()),
                        new Posting(LedgerAccount.EXTERNAL, ofFee.minus(bill.refunded())),
                        new Posting(LedgerAccount.available(buyer), bill.refunded())));
    }

    /**
     * Shares a hold out.
     *
     * @param seller may be absent only when the bill is nothing
     * @throws IllegalArgumentException when the bill exceeds the limit
     */
    public static Transfer settle(
            String id, TaskId task, AccountId buyer, Money limit, Optional<AccountId> seller, Bill bill, Instant at) {
        return settle(
                id, task, buyer, limit, seller.map(s -> Map.of(s, bill.paid())).orElse(Map.of()), bill, at);
    }

    /**
     * Shares a hold out among several sellers.
     *
     * @param sellers what each is paid; together what the bill pays
     * @throws IllegalArgumentException when the bill exceeds the limit, or the sellers' parts are not what it pays
     */
    public static Transfer settle(
            String id,
            TaskId task,
            AccountId buyer,
            Money limit,
            Map<AccountId, Money> sellers,
            Bill bill,
            Instant at) {
        if (bill.charged().compareTo(limit) > 0) {
            throw new IllegalArgumentException("task " + task + ": bill " + bill + " exceeds the limit " + limit);
        }
        List<Posting> postings = new ArrayList<>();
        postings.add(new Posting(LedgerAccount.held(buyer), limit.negated()));
        postings.add(new Posting(LedgerAccount.available(buyer), limit.minus(bill.charged())));
        postings.add(new Posting(LedgerAccount.FEES, bill.fee()));
        sellers.forEach((seller, paid) -> postings.add(new Posting(LedgerAccount.available(seller), paid)));
        return new Transfer(id, Kind.SETTLE, Optional.of(task), at, postings);
    }
}
