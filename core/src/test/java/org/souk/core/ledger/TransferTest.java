package org.souk.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.souk.core.testing.TaskFixture.NOON;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AccountId;
import org.souk.core.common.TaskId;
import org.souk.core.pricing.Bill;
import org.souk.core.units.Money;

class TransferTest {
    private static final AccountId ADA = new AccountId("ada");
    private static final AccountId BOB = new AccountId("bob");
    private static final TaskId TASK = new TaskId("t1");

    @Property
    void everyTransferSumsToZero(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000_000L) long limit,
            @ForAll @IntRange(max = 10_000) int chargedPart,
            @ForAll @IntRange(max = 10_000) int feePart) {
        long charged = limit / 10_000 * chargedPart;
        long fee = charged / 10_000 * feePart;
        Money all = Money.ofMicros(charged);
        Bill bill = new Bill(all, Money.ZERO, Money.ZERO, all, Money.ofMicros(fee), Money.ofMicros(charged - fee));

        for (Transfer transfer : List.of(
                Transfer.deposit("d", ADA, Money.ofMicros(limit), NOON),
                Transfer.hold("h", TASK, ADA, Money.ofMicros(limit), NOON),
                Transfer.settle("s", TASK, ADA, Money.ofMicros(limit), Optional.of(BOB), bill, NOON),
                Transfer.settle("s", TASK, ADA, Money.ofMicros(limit), Optional.of(ADA), bill, NOON),
                Transfer.release("r", TASK, ADA, Money.ofMicros(limit), NOON))) {
            assertThat(transfer.postings().stream().map(Posting::amount).reduce(Money.ZERO, Money::plus))
                    .isEqualTo(Money.ZERO);
            assertThat(transfer.postings()).noneMatch(p -> p.amount().equals(Money.ZERO));
        }
    }

    @Test
    void unbalancedTransferDoesNotExist() {
        assertThatThrownBy(() -> new Transfer(
                        "x",
                        Transfer.Kind.DEPOSIT,
                        Optional.empty(),
                        NOON,
                        List.of(new Posting(LedgerAccount.FEES, Money.ofMicros(1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sum to zero");
    }

    @Test
    void billBeyondTheLimitIsRefused() {
        Money two = Money.ofMicros(2);
        Bill bill = new Bill(two, Money.ZERO, Money.ZERO, two, Money.ZERO, two);

        assertThatThrownBy(() -> Transfer.settle("s", TASK, ADA, Money.ofMicros(1), Optional.of(BOB), bill, NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exceeds the limit");
    }
}
