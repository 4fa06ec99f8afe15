package org.souk.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.souk.core.testing.TaskFixture.NOON;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AccountId;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.ledger.AlreadyPosted;
import org.souk.core.ledger.InsufficientFunds;
import org.souk.core.ledger.Ledger;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.ledger.Transfer;
import org.souk.core.pricing.Bill;
import org.souk.core.units.Money;

/** What every {@link Ledger} does. */
public abstract class LedgerContract {
    private static final AccountId ADA = new AccountId("ada");
    private static final AccountId BOB = new AccountId("bob");
    private static final LedgerAccount ADA_AVAILABLE = LedgerAccount.available(ADA);
    private static final LedgerAccount ADA_HELD = LedgerAccount.held(ADA);

    private Ledger ledger;
    private Transactions transactions;

    /** An empty ledger. */
    protected abstract Ledger emptyLedger();

    protected abstract Transactions transactions();

    @BeforeEach
    void setUp() {
        ledger = emptyLedger();
        transactions = transactions();
    }

    @Test
    void emptyLedgerHasNothing() {
        assertThat(balance(ADA_AVAILABLE)).isEqualTo(Money.ZERO);
        assertThat(transactions.call(ledger::balances)).isEmpty();
        assertThat(transactions.call(ledger::sum)).isEqualTo(Money.ZERO);
        assertThat(transfers(Optional.empty(), Optional.empty(), 10)).isEmpty();
        post();
    }

    @Test
    void depositComesFromOutside() {
        post(deposit("d1", ADA, 100));

        assertThat(balance(ADA_AVAILABLE)).isEqualTo(micros(100));
        assertThat(balance(LedgerAccount.EXTERNAL)).isEqualTo(micros(-100));
        assertBalanced();
    }

    @Test
    void settlementSharesOutTheHold() {
        post(deposit("d1", ADA, 100));
        post(hold("h1", "t1", 60));
        assertThat(balance(ADA_AVAILABLE)).isEqualTo(micros(40));
        assertThat(balance(ADA_HELD)).isEqualTo(micros(60));

        post(settle("s1", "t1", 60, 50, 5));

        // 40 + (60 − 50)
        assertThat(balance(ADA_AVAILABLE)).isEqualTo(micros(50));
        assertThat(balance(ADA_HELD)).isEqualTo(Money.ZERO);
        assertThat(balance(LedgerAccount.FEES)).isEqualTo(micros(5));
        assertThat(balance(LedgerAccount.available(BOB))).isEqualTo(micros(45));
        assertThat(transactions.call(ledger::balances).keySet())
                .containsExactly(
                        ADA_AVAILABLE,
                        LedgerAccount.available(BOB),
                        LedgerAccount.EXTERNAL,
                        LedgerAccount.FEES,
                        ADA_HELD);
        assertBalanced();
    }

    @Test
    void buyerMayBeTheSeller() {
        post(deposit("d1", ADA, 100), hold("h1", "t1", 60));
        Money charged = micros(50);
        Bill bill = new Bill(charged, Money.ZERO, Money.ZERO, charged, micros(5), micros(45));
        post(Transfer.settle("s1", new TaskId("t1"), ADA, micros(60), Optional.of(ADA), bill, NOON));

        // only the fee is gone: 100 − 5
        assertThat(balance(ADA_AVAILABLE)).isEqualTo(micros(95));
        assertBalanced();
    }

    @Test
    void nobodyGivesMoreThanThereIs() {
        post(deposit("d1", ADA, 100));

        assertThatThrownBy(() -> post(deposit("d2", BOB, 7), hold("h1", "t1", 101)))
                .isInstanceOf(InsufficientFunds.class)
                .hasMessageContaining("there are 0.0001 credits available")
                .hasMessageContaining("0.000101 are needed");

        assertThat(balance(ADA_AVAILABLE)).isEqualTo(micros(100));
        assertThat(balance(LedgerAccount.available(BOB))).isEqualTo(Money.ZERO);
        assertThat(transfers(Optional.empty(), Optional.empty(), 10)).hasSize(1);
        post(hold("h1", "t1", 100));
        assertBalanced();
    }

    @Test
    void taskIsHeldOnceAndSettledOnce() {
        post(deposit("d1", ADA, 100));
        post(hold("h1", "t1", 10));
        assertThatThrownBy(() -> post(hold("h2", "t1", 10)))
                .isInstanceOf(AlreadyPosted.class)
                .hasMessageContaining("t1")
                .hasMessageContaining("HOLD");
        post(hold("h3", "t2", 10));
        post(settle("s1", "t1", 10, 4, 1));

        assertThatThrownBy(() -> post(settle("s2", "t2", 10, 4, 1), settle("s3", "t1", 10, 4, 1)))
                .isInstanceOf(AlreadyPosted.class)
                .hasMessageContaining("t1");
        assertThatThrownBy(() -> post(settle("s4", "t2", 10, 4, 1), settle("s5", "t2", 10, 4, 1)))
                .isInstanceOf(AlreadyPosted.class)
                .hasMessageContaining("t2");

        assertThat(balance(LedgerAccount.FEES)).isEqualTo(micros(1));
        assertThat(balance(ADA_HELD)).isEqualTo(micros(10));
        assertBalanced();
    }

    @Test
    void transfersAreListedNewestFirstAndPaged() {
        Transfer d1 = deposit("x1", ADA, 100);
        Transfer h1 = hold("x2", "t1", 10);
        Transfer h2 = hold("x3", "t2", 10);
        Transfer s1 = settle("x4", "t1", 10, 4, 1);
        post(d1);
        post(h1, h2);
        post(s1);

        assertThat(transfers(Optional.empty(), Optional.empty(), 10)).containsExactly(s1, h2, h1, d1);
        assertThat(transfers(Optional.empty(), Optional.of("x4"), 2)).containsExactly(h2, h1);
        assertThat(transfers(Optional.of(ADA_HELD), Optional.empty(), 10)).containsExactly(s1, h2, h1);
        assertThat(transfers(Optional.of(ADA_HELD), Optional.of("x3"), 10)).containsExactly(h1);
        assertThat(transfers(Optional.of(ADA_HELD), Optional.empty(), 1)).containsExactly(s1);
        assertThat(transfers(Optional.of(LedgerAccount.FEES), Optional.empty(), 10))
                .containsExactly(s1);
        assertThat(transfers(Optional.of(LedgerAccount.available(BOB)), Optional.of("x4"), 10))
                .isEmpty();
    }

    @Test
    void simultaneousHoldsNeverOverdraw() {
        post(deposit("d1", ADA, 35));

        List<Optional<Throwable>> outcomes = Concurrently.run(6, thread -> {
            for (int i = 0; i < 10; i++) {
                String name = thread + "-" + i;
                try {
                    post(hold("h" + name, "t" + name, 1));
                } catch (InsufficientFunds expected) {
                    assertThat(expected).hasMessageContaining("available");
                }
            }
        });

        assertThat(outcomes).allMatch(Optional::isEmpty);
        // 60 tries of 1 on a balance of 35
        assertThat(balance(ADA_HELD)).isEqualTo(micros(35));
        assertThat(balance(ADA_AVAILABLE)).isEqualTo(Money.ZERO);
        assertBalanced();
    }

    @Test
    void ofSimultaneousSettlementsOneIsPaid() {
        post(deposit("d1", ADA, 100), hold("h1", "t1", 10), hold("h2", "t2", 10));

        List<Optional<Throwable>> outcomes = Concurrently.run(5, i -> post(settle("s" + i, "t1", 10, 8, 2)));

        assertThat(outcomes.stream().filter(Optional::isEmpty)).hasSize(1);
        assertThat(outcomes.stream().flatMap(Optional::stream)).allMatch(AlreadyPosted.class::isInstance);
        assertThat(balance(LedgerAccount.available(BOB))).isEqualTo(micros(6));
        assertThat(balance(ADA_HELD)).isEqualTo(micros(10));
        assertBalanced();
    }

    @Test
    void accountsAreOpenedOnceBySimultaneousFirstPostings() {
        List<Optional<Throwable>> outcomes = Concurrently.run(6, thread -> {
            for (int i = 0; i < 5; i++) {
                post(deposit("d" + thread + "-" + i, new AccountId("new" + i), 1));
            }
        });

        assertThat(outcomes).allMatch(Optional::isEmpty);
        for (int i = 0; i < 5; i++) {
            assertThat(balance(LedgerAccount.available(new AccountId("new" + i))))
                    .isEqualTo(micros(6));
        }
        assertBalanced();
    }

    @Test
    void crossingPaymentsDoNotBlock() {
        post(deposit("da", ADA, 1000), deposit("db", BOB, 1000));

        List<Optional<Throwable>> outcomes = Concurrently.run(4, thread -> {
            AccountId from = thread % 2 == 0 ? ADA : BOB;
            AccountId to = thread % 2 == 0 ? BOB : ADA;
            for (int i = 0; i < 15; i++) {
                String name = thread + "-" + i;
                TaskId task = new TaskId("t" + name);
                Bill bill = new Bill(micros(2), Money.ZERO, Money.ZERO, micros(2), Money.ZERO, micros(2));
                post(
                        Transfer.hold("h" + name, task, from, micros(2), NOON),
                        Transfer.settle("s" + name, task, from, micros(2), Optional.of(to), bill, NOON));
            }
        });

        assertThat(outcomes).allMatch(Optional::isEmpty);
        assertThat(balance(ADA_AVAILABLE)).isEqualTo(micros(1000));
        assertBalanced();
    }

    private void assertBalanced() {
        assertThat(transactions.call(ledger::sum)).isEqualTo(Money.ZERO);
        assertThat(transactions.call(ledger::balances).values().stream().reduce(Money.ZERO, Money::plus))
                .isEqualTo(Money.ZERO);
    }

    private void post(Transfer... transfers) {
        transactions.run(() -> ledger.post(List.of(transfers)));
    }

    private Money balance(LedgerAccount account) {
        return transactions.call(() -> ledger.balance(account));
    }

    private List<Transfer> transfers(Optional<LedgerAccount> account, Optional<String> before, int limit) {
        return transactions.call(() -> ledger.transfers(account, before, limit));
    }

    private static Transfer deposit(String id, AccountId account, long amount) {
        return Transfer.deposit(id, account, micros(amount), NOON);
    }

    private static Transfer hold(String id, String task, long limit) {
        return Transfer.hold(id, new TaskId(task), ADA, micros(limit), NOON);
    }

    private static Transfer settle(String id, String task, long limit, long charged, long fee) {
        Bill bill =
                new Bill(micros(charged), Money.ZERO, Money.ZERO, micros(charged), micros(fee), micros(charged - fee));
        return Transfer.settle(id, new TaskId(task), ADA, micros(limit), Optional.of(BOB), bill, NOON);
    }

    private static Money micros(long amount) {
        return Money.ofMicros(amount);
    }
}
