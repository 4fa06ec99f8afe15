package org.souk.core.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.souk.core.account.ServicePlans;
import org.souk.core.common.ContentId;
import org.souk.core.common.NodeId;
import org.souk.core.ledger.Billing;
import org.souk.core.link.Dispatch;
import org.souk.core.live.Buyers;
import org.souk.core.pricing.Bill;
import org.souk.core.pricing.Tariff;
import org.souk.core.settlement.Settlement.Settled;
import org.souk.core.settlement.Settlement.Verdict;
import org.souk.core.task.AttemptReport;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.OutputFile;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.testing.MarketHarness;
import org.souk.core.testing.RecordingLink;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;

class SettlementTest {
    private static final Tariff TARIFF = new Tariff(Money.ofMicros(1000), Money.ZERO, Money.ZERO);

    private final MarketHarness market = new MarketHarness();

    @Test
    void sellerIsPaidAndTheRestComesBack() {
        Dispatch dispatch = dispatch();
        List<Settled> settled = settle(report(dispatch, EndReason.SUCCESS, 2_000_000_000L));

        assertThat(settled).extracting(Settled::verdict).containsExactly(Verdict.ENDED);
        // 2 giga-fuel × 1000; the fee is 10 %
        assertThat(market.available("seller")).isEqualTo(Money.ofMicros(1800));
        assertThat(market.fees()).isEqualTo(Money.ofMicros(200));
        assertThat(market.available("ada")).isEqualTo(Money.parse("10").minus(Money.ofMicros(2000)));
        assertThat(market.held("ada")).isEqualTo(Money.ZERO);
    }

    @Test
    void lyingNodeGetsNoMoreThanTheAttemptMayUse() {
        market.advance(Duration.ofSeconds(1));
        Dispatch dispatch = dispatch();
        market.advance(Duration.ofSeconds(5));
        Task after = settle(report(dispatch, EndReason.SUCCESS, Long.MAX_VALUE, Duration.ofDays(30)))
                .get(0)
                .task()
                .orElseThrow();

        assertThat(after.ending().orElseThrow().usage().fuel())
                .isEqualTo(dispatch.attempt().fuelLimit());
        assertThat(after.ending().orElseThrow().usage().wall()).isEqualTo(Duration.ofSeconds(5));
        assertThat(after.bill().orElseThrow().charged()).isEqualTo(Money.parse("1"));
    }

    @Test
    void nodeThatNamesOtherOutputsHasFailed() {
        AttemptReport honest = report(dispatch(), EndReason.SUCCESS, 1);
        Ending invented = new Ending(
                EndReason.SUCCESS,
                "",
                0,
                honest.ending().usage(),
                List.of(new OutputFile("/invented", new ContentId("bafy"), Bytes.ZERO)),
                Optional.empty(),
                Optional.empty());

        assertThat(settle(new AttemptReport(honest.task(), honest.attempt(), honest.node(), invented)))
                .extracting(Settled::verdict)
                .containsExactly(Verdict.REQUEUED);
        assertThat(market.available("seller")).isEqualTo(Money.ZERO);
    }

    @Test
    void attemptOfAnotherNodeIsForeign() {
        Dispatch dispatch = dispatch();
        AttemptReport honest = report(dispatch, EndReason.SUCCESS, 1);
        AttemptReport thief = new AttemptReport(honest.task(), honest.attempt(), new NodeId("thief"), honest.ending());
        AttemptReport future = new AttemptReport(honest.task(), honest.attempt() + 1, honest.node(), honest.ending());

        assertThat(settle(thief, future))
                .extracting(Settled::verdict)
                .containsExactly(Verdict.FOREIGN, Verdict.FOREIGN);
        assertThat(market.find(honest.task()).state()).isEqualTo(TaskState.ASSIGNED);
    }

    @Test
    void repeatedReportIsStale() {
        AttemptReport report = report(dispatch(), EndReason.SUCCESS, 1_000_000_000L);

        assertThat(settle(report, report))
                .extracting(Settled::verdict)
                .containsExactlyInAnyOrder(Verdict.ENDED, Verdict.STALE);
        assertThat(settle(report)).extracting(Settled::verdict).containsExactly(Verdict.STALE);
        assertThat(market.available("seller")).isEqualTo(Money.ofMicros(900));
    }

    @Test
    void failureByTheNodesFaultIsFree() {
        Task after = settle(report(dispatch(), EndReason.NODE_FAULT, 1_000_000_000L))
                .get(0)
                .task()
                .orElseThrow();

        assertThat(after.state()).isEqualTo(TaskState.QUEUED);
        assertThat(market.held("ada")).isEqualTo(Money.parse("1"));
        assertThat(market.available("seller")).isEqualTo(Money.ZERO);
    }

    @Test
    void nodesOwnCancelIsItsFault() {
        Settled settled =
                settle(report(dispatch(), EndReason.CANCELLED, 1_000_000_000L)).get(0);

        assertThat(settled.verdict()).isEqualTo(Verdict.REQUEUED);
    }

    @Test
    void invalidModuleCostsNothing() {
        Task after = settle(report(dispatch(), EndReason.INVALID_MODULE, 1_000_000_000L))
                .get(0)
                .task()
                .orElseThrow();

        assertThat(after.state()).isEqualTo(TaskState.FAILED);
        assertThat(after.bill()).contains(Bill.NOTHING);
        assertThat(market.available("ada")).isEqualTo(Money.parse("10"));
    }

    /** Reports of honest and of broken nodes, repeated, reordered and cut into batches in every way. */
    @Property(tries = 200)
    void taskIsPaidAtMostOnceAndMoneyIsConserved(@ForAll long seed) {
        Random random = new Random(seed);
        MarketHarness drawn = new MarketHarness().rich("ada", "100");
        List<RecordingLink> links = List.of(
                drawn.online(aNode("n1").charging(TARIFF)),
                drawn.online(aNode("n2").charging(TARIFF)));
        for (int i = 0; i < 5; i++) {
            drawn.submit(aTask().by("ada"));
        }
        List<AttemptReport> sent = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            drawn.advance(Duration.ofSeconds(random.nextInt(20)));
            drawn.turn();
            links.stream().flatMap(l -> l.assigned().stream()).forEach(d -> {
                EndReason[] reasons = EndReason.values();
                EndReason reason = reasons[random.nextInt(reasons.length)];
                if (reason.isReportedByNode() && random.nextBoolean()) {
                    sent.add(drawn.report(d, reason, random.nextInt(2_000_000_000), Duration.ofSeconds(1)));
                }
            });
            Collections.shuffle(sent, random);
            sent.forEach(drawn.sessions::ended);
        }
        drawn.turn();

        Money earned = Money.ZERO;
        Money held = Money.ZERO;
        for (Task task : drawn.database.call(drawn.database.tasks()::all)) {
            earned = earned.plus(task.bill().orElse(Bill.NOTHING).charged());
            held = held.plus(task.state().isFinal() ? Money.ZERO : task.spec().maxPrice());
        }
        assertThat(drawn.ledgerSum()).isEqualTo(Money.ZERO);
        assertThat(drawn.held("ada")).isEqualTo(held);
        assertThat(drawn.available("seller").plus(drawn.fees())).isEqualTo(earned);
        assertThat(drawn.available("ada"))
                .isEqualTo(Money.parse("100").minus(held).minus(earned));
    }

    private Dispatch dispatch() {
        market.rich("ada", "10");
        RecordingLink link = market.online(aNode("n1").charging(TARIFF));
        market.submit(aTask().by("ada").within("1"));
        market.turn();
        return link.assigned().get(0);
    }

    private AttemptReport report(Dispatch dispatch, EndReason reason, long fuel) {
        return report(dispatch, reason, fuel, Duration.ZERO);
    }

    private AttemptReport report(Dispatch dispatch, EndReason reason, long fuel, Duration wall) {
        assertThat(dispatch.attempt().fuelLimit()).isGreaterThanOrEqualTo(new Fuel(1));
        return market.report(dispatch, reason, fuel, wall);
    }

    private List<Settled> settle(AttemptReport... reports) {
        Settlement settlement = new Settlement(
                market.database.tasks(),
                market.database.nodes(),
                market.database.ledger(),
                new Buyers(ServicePlans.DEFAULT, Duration.ofHours(1)),
                new Dependents(market.database.tasks(), market.ids),
                new SettlementRules(new Billing(MarketHarness.FEE_BASIS_POINTS), MarketHarness.MAX_ATTEMPTS),
                market.live);
        return market.database.call(() -> settlement
                .settle(List.of(reports), new UnpersistedReports(), market.clock.instant())
                .settled());
    }
}
