package org.souk.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.lab.faults.TaskFixture.FUEL;
import static org.souk.lab.faults.TaskFixture.LIMIT;
import static org.souk.lab.faults.TaskFixture.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.souk.core.pricing.Tariff;
import org.souk.core.units.Money;
import org.souk.protocol.rest.PostingBody;
import org.souk.protocol.rest.ShareBody;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TransferBody;

/** Two giga-fuel, one at each node: 1,000 and 2,000 micro-credits, of each of which the fee is a twentieth. */
class BillCheckTest {
    private static final List<ShareBody> SHARES = List.of(
            new ShareBody("n-1", 1, FUEL / 2, 0, 1000, 950, 50), new ShareBody("n-2", 2, FUEL / 2, 0, 2000, 1900, 100));

    private final BillCheck check = new BillCheck(Map.of("n-1", seat("n-1", 1000), "n-2", seat("n-2", 2000)));

    private static Seat seat(String node, long perGigaFuel) {
        Tariff tariff = new Tariff(Money.ofMicros(perGigaFuel), Money.ZERO, Money.ZERO);
        return new Seat(node, node, "seller-of-" + node, tariff, null, null);
    }

    private static TransferBody settled(long toFirst, long toSecond, long fee) {
        List<PostingBody> postings = new ArrayList<>();
        postings.add(new PostingBody("held:buyer", -LIMIT));
        postings.add(new PostingBody("available:buyer", LIMIT - toFirst - toSecond - fee));
        postings.add(new PostingBody("available:seller-of-n-1", toFirst));
        postings.add(new PostingBody("available:seller-of-n-2", toSecond));
        postings.add(new PostingBody("fees", fee));
        postings.removeIf(posting -> posting.amountMicros() == 0);
        return new TransferBody("x", "settle", "t-1", Instant.EPOCH, postings);
    }

    private List<Finding> check(TaskBody task, TransferBody... transfers) {
        return check.of(task, List.of(transfers));
    }

    @Test
    void whatBothNodesDidIsPaidToBoth() {
        assertThat(check(task(SHARES), settled(950, 1900, 150))).isEmpty();
    }

    @Test
    void runOfOneNodeIsPaidToThat() {
        // The task's last node is n-1: two giga-fuel at 1,000.
        assertThat(check(task(null), settled(1900, 0, 100))).isEmpty();
    }

    @Test
    void settlementOfAnotherTaskIsNone() {
        TransferBody other = new TransferBody("y", "settle", "t-2", Instant.EPOCH, List.of());

        assertThat(check(task(SHARES), other)).extracting(Finding::flaw).containsExactly(Flaw.NOT_BILLED);
    }

    @Test
    void secondSettlementIsBilledTwice() {
        assertThat(check(task(SHARES), settled(950, 1900, 150), settled(950, 1900, 150)))
                .extracting(Finding::flaw)
                .containsExactly(Flaw.BILLED_TWICE);
    }

    @Test
    void partThatIsPaidToTheOtherSellerIsFound() {
        assertThat(check(task(SHARES), settled(1900, 950, 150)))
                .extracting(Finding::flaw)
                .containsExactly(Flaw.BILLED_TWICE);
    }

    @Test
    void partThatIsNotPaidIsFound() {
        assertThat(check(task(SHARES), settled(950, 0, 50)))
                .extracting(Finding::flaw)
                .containsExactly(Flaw.NOT_BILLED);
    }

    @Test
    void partsThatOverlapAreFound() {
        List<ShareBody> overlapping = List.of(
                new ShareBody("n-1", 1, FUEL, 0, 2000, 1900, 100),
                new ShareBody("n-2", 2, FUEL / 2, 0, 2000, 1900, 100));

        assertThat(check(task(overlapping), settled(1900, 1900, 200)))
                .extracting(Finding::flaw)
                .containsExactly(Flaw.BILLED_TWICE);
    }
}
