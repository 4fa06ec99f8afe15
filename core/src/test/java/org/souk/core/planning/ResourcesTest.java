package org.souk.core.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.souk.core.testing.MarketHarness.buyer;
import static org.souk.core.testing.MarketHarness.operator;
import static org.souk.core.testing.MarketHarness.seller;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.live.LiveNode;
import org.souk.core.node.Availability;
import org.souk.core.node.Burst;
import org.souk.core.node.LoadReport;
import org.souk.core.node.MaintenanceWindow;
import org.souk.core.node.Offer;
import org.souk.core.node.Quarantine;
import org.souk.core.node.Terms;
import org.souk.core.nodes.NodeChange;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.Preemption.Cause;
import org.souk.core.task.EndReason;
import org.souk.core.task.Placement;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.testing.MarketHarness;
import org.souk.core.testing.NodeFixture;
import org.souk.core.testing.RecordingLink;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Bytes;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/** What owners do to their nodes, and what becomes of tasks there. */
class ResourcesTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final Placement BURST = new Placement(Optional.empty(), Optional.empty(), true);

    private final MarketHarness market = new MarketHarness().rich("buyer", "100");

    @Test
    void loweredOfferStopsNewWorkAtOnceAndTakesTheSurplusAfterTheGrace() {
        market.online(aNode("n1").of("sam"));
        Task first = placed(aTask().needing(cores(2)));
        pass(10);
        Task second = placed(aTask().needing(cores(2)));
        LiveNode lowered = change(offer(cores(3), Duration.ofSeconds(20)));
        assertThat(lowered.node().restrictions().surplusUntil()).contains(now().plusSeconds(20));

        Task third = market.submit(aTask().needing(cores(1)));
        market.turn();
        assertThat(state(third)).isEqualTo(TaskState.QUEUED);
        pass(19);
        assertThat(state(second)).isNotEqualTo(TaskState.QUEUED);
        pass(1);

        assertThat(market.preempted)
                .extracting(Preemption::task, Preemption::cause)
                .containsExactly(tuple(second.id(), Cause.OFFER));
        assertThat(market.find(second.id()).failedOn()).isEmpty();
        assertThat(state(first)).isNotEqualTo(TaskState.QUEUED);
        assertThat(market.held("buyer")).isEqualTo(Money.parse("3"));

        change(offer(cores(4), Duration.ZERO));
        market.turn();
        assertThat(state(second)).isEqualTo(TaskState.ASSIGNED);
    }

    @Test
    void graceHasALimitAndANameInTheRefusal() {
        market.online(aNode("n1").of("sam"));

        assertThatThrownBy(() -> change(offer(cores(1), Duration.ofHours(2))))
                .isInstanceOfSatisfying(
                        InvalidRequest.class, e -> assertThat(e.field()).isEqualTo("graceSeconds"));
        assertThatThrownBy(() -> change(new NodeChange(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(now().plusSeconds(1)),
                        Optional.empty())))
                .isInstanceOfSatisfying(
                        InvalidRequest.class, e -> assertThat(e.field()).isEqualTo("drainBy"));
    }

    @Test
    void drainWithADeadlineGivesBackWhatStillRunsAndBlamesNobody() {
        market.online(aNode("n1").of("sam"));
        Task task = placed(aTask());
        change(new NodeChange(
                Optional.empty(),
                Optional.of(Availability.DRAINING),
                Optional.empty(),
                Optional.of(now().plusSeconds(20)),
                Optional.empty()));
        assertThat(market.tasks.explain(buyer("buyer"), task.id()).toString())
                .contains("its node is drained by " + now().plusSeconds(20));
        pass(10);
        assertThat(state(task)).isEqualTo(TaskState.ASSIGNED);
        RecordingLink other = market.online(aNode("n2"));
        pass(10);

        Task moved = market.find(task.id());
        assertThat(moved.failedOn()).isEmpty();
        market.heartbeat("n2");
        market.turn();
        assertThat(other.assigned()).extracting(d -> d.task()).containsExactly(task.id());
        market.report(other.assigned().get(0), EndReason.SUCCESS, 1, Duration.ofMillis(1));
        market.turn();
        assertThat(state(task)).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void beforeMaintenanceOnlyWhatEndsBeforeItStartsAndNothingIsLost() {
        market.online(aNode("n1").of("sam"));
        change(maintenance(new MaintenanceWindow(now().plusSeconds(60), now().plusSeconds(120), false)));
        Task late = market.submit(aTask().runningAtMost(Duration.ofSeconds(61)));
        Task hopeful = placed(aTask().runningAtMost(Duration.ofHours(1)).expecting(Duration.ofSeconds(30)));
        assertThat(state(late)).isEqualTo(TaskState.QUEUED);
        assertThat(market.tasks.explain(buyer("buyer"), late.id()).rejections()).containsEntry("OutsideMaintenance", 1);
        assertThat(market.tasks.explain(buyer("buyer"), hopeful.id()).toString())
                .contains("its node's maintenance begins at");

        pass(20);
        pass(20);
        assertThat(state(hopeful)).isEqualTo(TaskState.ASSIGNED);
        pass(20);
        assertThat(market.preempted).extracting(Preemption::cause).containsExactly(Cause.MAINTENANCE);
        assertThat(state(hopeful)).isEqualTo(TaskState.QUEUED);
        for (int i = 0; i < 3; i++) {
            pass(20);
        }
        market.turn();
        assertThat(state(hopeful)).isEqualTo(TaskState.ASSIGNED);
        assertThat(state(late)).isEqualTo(TaskState.ASSIGNED);
    }

    @Test
    void weeklyWindowComesAgain() {
        MaintenanceWindow window = new MaintenanceWindow(NOON, NOON.plusSeconds(60), true);
        Instant twoWeeks = NOON.plus(Duration.ofDays(14));

        assertThat(window.contains(NOON.plusSeconds(59))).isTrue();
        assertThat(window.contains(NOON.plusSeconds(60))).isFalse();
        assertThat(window.contains(twoWeeks)).isTrue();
        assertThat(window.next(NOON.plusSeconds(60)).orElseThrow().start()).isEqualTo(NOON.plus(Duration.ofDays(7)));
        assertThat(new MaintenanceWindow(NOON, NOON.plusSeconds(60), false).next(NOON.plusSeconds(60)))
                .isEmpty();
        assertThatThrownBy(() -> new MaintenanceWindow(NOON, NOON, false)).isInstanceOf(InvalidRequest.class);
    }

    @Test
    void nonsenseIsQuarantinedWithAReasonUntilItHasMadeSenseForLong() {
        market.online(aNode("n1").of("sam"));
        report(new LoadReport(now().plus(Duration.ofHours(3)), 5, 5, 0, Bytes.ZERO));
        Task task = market.submit(aTask());
        market.turn();

        assertThat(quarantine().orElseThrow().reason()).contains("its clock is ahead");
        assertThat(market.tasks.explain(buyer("buyer"), task.id()).rejections()).containsEntry("NotQuarantined", 1);
        market.advance(Duration.ofMinutes(4));
        report(new LoadReport(now(), 500, 5, 0, Bytes.ZERO));
        market.advance(Duration.ofMinutes(4));
        market.heartbeat("n1");
        assertThat(quarantine()).isPresent();
        market.advance(Duration.ofMinutes(1));
        market.heartbeat("n1");
        assertThat(quarantine()).isEmpty();
        market.turn();
        assertThat(state(task)).isEqualTo(TaskState.ASSIGNED);
    }

    @Test
    void operatorReleasesAndAnOwnerDoesNot() {
        market.online(aNode("n1").of("sam"));
        market.sessions.distrust(N1, "hardware.ramBytes must not be negative");

        assertThatThrownBy(() -> market.nodes.release(seller("sam"), N1)).isInstanceOf(NotFound.class);
        assertThat(quarantine()).isPresent();
        market.nodes.release(operator(), N1);
        assertThat(quarantine()).isEmpty();
    }

    @Test
    void nodeThatOffersMoreThanItsMachineHasIsQuarantined() {
        market.online(aNode("n1").of("sam").selling(cores(4)).on(NodeFixture.machine(2)));

        assertThat(quarantine().orElseThrow().reason())
                .isEqualTo("it offers more than there is: the machine has 2000 mCPU");
    }

    @Test
    void taskThatAsksForAPoolOnlyRunsThere() {
        market.online(aNode("n1"));
        Task task = market.submit(aTask().placed(new Placement(Optional.empty(), Optional.of("garage"), false)));
        market.turn();
        assertThat(market.tasks.explain(buyer("buyer"), task.id()).summary())
                .contains("no node is in the pool 'garage'");

        RecordingLink garage = market.online(aNode("n2").in("garage"));
        market.turn();
        assertThat(garage.assigned()).extracting(d -> d.task()).containsExactly(task.id());
        assertThat(market.nodes.pools()).singleElement().satisfies(pool -> {
            assertThat(pool.pool()).isEqualTo("garage");
            assertThat(pool.selling()).isEqualTo(1);
            assertThat(pool.reserved()).isEqualTo(task.spec().resources());
        });
        assertThatThrownBy(() -> new Placement(Optional.empty(), Optional.of("a b"), false))
                .isInstanceOfSatisfying(
                        InvalidRequest.class, e -> assertThat(e.field()).isEqualTo("pool"));
    }

    @Test
    void burstIsOnlyForTheWillingAtItsOwnPriceAndMakesWayForTheOwner() {
        RecordingLink link = market.online(
                aNode("n1").of("sam").selling(cores(1)).bursting(cores(2), 50).yielding());
        Task reserved = placed(aTask().needing(cores(1)));
        Task unwilling = market.submit(aTask().needing(cores(1)));
        Task willing = placed(aTask().needing(cores(2)).placed(BURST));

        assertThat(state(unwilling)).isEqualTo(TaskState.QUEUED);
        assertThat(market.find(willing.id()).current().orElseThrow().burst()).isTrue();
        assertThat(market.find(willing.id()).current().orElseThrow().tariff().perGigaFuel())
                .isEqualTo(Money.ofMicros(500));

        // 4 cores × (1 − 50 %) leave 2 for what has reserved 1 and bursts with 2.
        market.advance(Duration.ofSeconds(5));
        market.heartbeatOfAll("n1", 50);
        market.turn();
        assertThat(market.preempted)
                .extracting(Preemption::task, Preemption::cause)
                .containsExactly(tuple(willing.id(), Cause.OWNER));
        assertThat(state(reserved)).isEqualTo(TaskState.ASSIGNED);
        assertThat(link.cancelled()).hasSize(1);
    }

    @Test
    void sumOfBothKindsMustExist() {
        Offer both = new Offer(cores(3), NodeFixture.TARIFF, false, Terms.NONE, Optional.of(new Burst(cores(2), 10)));

        assertThatThrownBy(() -> both.checkAgainst(NodeFixture.machine(4))).isInstanceOf(InvalidRequest.class);
        both.checkAgainst(NodeFixture.machine(5));
    }

    private Task placed(TaskFixture fixture) {
        Task task = market.submit(fixture);
        market.turn();
        assertThat(state(task)).isEqualTo(TaskState.ASSIGNED);
        return task;
    }

    private void pass(int seconds) {
        market.advance(Duration.ofSeconds(seconds));
        market.heartbeatOfAll("n1", 5);
        market.turn();
    }

    private Instant now() {
        return market.clock.instant();
    }

    private TaskState state(Task task) {
        return market.find(task.id()).state();
    }

    private Optional<Quarantine> quarantine() {
        return market.live.node(N1).orElseThrow().restrictions().quarantine();
    }

    private void report(LoadReport load) {
        market.sessions.heartbeat(N1, load, List.of());
    }

    private LiveNode change(NodeChange change) {
        return market.nodes.change(seller("sam"), N1, change);
    }

    private NodeChange offer(Resources forSale, Duration grace) {
        Offer now = market.live.node(N1).orElseThrow().offer();
        Resources sold =
                new Resources(forSale.cpu(), now.forSale().ram(), now.forSale().storage());
        return new NodeChange(
                Optional.of(new Offer(sold, now.tariff(), now.yieldToOwner(), now.terms())),
                Optional.empty(),
                Optional.of(grace),
                Optional.empty(),
                Optional.empty());
    }

    private static NodeChange maintenance(MaintenanceWindow... windows) {
        return new NodeChange(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(List.of(windows)));
    }
}
