package org.souk.core.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.souk.core.testing.MarketHarness.buyer;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.souk.core.common.ContentId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NodeId;
import org.souk.core.link.Dispatch;
import org.souk.core.matching.TrackRecord;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.task.EndReason;
import org.souk.core.task.Placement;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.tasks.Explanation;
import org.souk.core.testing.MarketHarness;
import org.souk.core.testing.NodeFixture;
import org.souk.core.testing.RecordingLink;
import org.souk.core.testing.TaskFixture;

class MatchingMarketTest {
    private MarketHarness market =
            new MarketHarness().rich("ada", "100").rich("bob", "100").rich("buyer", "100");

    @Test
    void requirementsChooseTheNode() {
        market.online(aNode("n1"));
        market.online(aNode("n2").on(NodeFixture.machine(8)));

        Task task = market.submit(requiring("cores=8"));
        market.turn();

        assertThat(market.find(task.id()).current().orElseThrow().node()).isEqualTo(new NodeId("n2"));
    }

    @Test
    void requirementsThatWillNotDoAreNotTakenIn() {
        assertThatThrownBy(() -> market.submit(requiring("colour=red")))
                .isInstanceOfSatisfying(InvalidRequest.class, refused -> assertThat(refused.field())
                        .isEqualTo("requirements"));
        assertThat(market.held("buyer").isPositive()).isFalse();
    }

    @Test
    void policyThatWillNotDoIsNotTakenIn() {
        assertThatThrownBy(() -> market.nodes.enrol(
                        buyer("sam"), "garage", aNode("n1").under("colour=red").offer()))
                .isInstanceOfSatisfying(InvalidRequest.class, refused -> assertThat(refused.field())
                        .isEqualTo("offer.policy"));
        assertThat(market.nodes.list(buyer("sam"))).isEmpty();
    }

    @Test
    void waitingTaskTellsWhoWillNotHaveIt() {
        market.online(aNode("n1").under("buyer=bob"));
        market.online(aNode("n2").under("throws"));
        market.online(aNode("n3"));

        Task task = market.submit(requiring("never").by("ada"));
        market.turn();

        Explanation why = market.tasks.explain(buyer("ada"), task.id());
        assertThat(why.rejections()).isEqualTo(Map.of("MeetsRequirements", 3));
        assertThat(why.remarks())
                .containsExactly(
                        "The requirements are met by none of 3 nodes.",
                        "Of 3 nodes, 2 will not run it by their owners' policies.",
                        "The policies of 1 node could not be evaluated, as on name-n2: no such thing.");
    }

    @Test
    void policyLetsInWhomItNames() {
        market.online(aNode("n1").under("buyer=bob"));

        Task adas = market.submit(aTask().by("ada"));
        Task bobs = market.submit(aTask().by("bob"));
        market.turn();

        assertThat(market.find(bobs.id()).state()).isEqualTo(TaskState.ASSIGNED);
        assertThat(market.find(adas.id()).state()).isEqualTo(TaskState.QUEUED);
        assertThat(market.tasks.explain(buyer("ada"), adas.id()).rejections()).isEqualTo(Map.of("PolicyAllows", 1));
    }

    @Test
    void requestsTellNamesOnlyWhereAPolicyMayAsk() {
        market.online(aNode("n1").under("never"));
        market.submit(aTask().named("a"));
        assertThat(market.live.snapshot(market.clock.instant()).waiting())
                .allMatch(task -> task.request().facts().isPresent());

        MarketHarness open = new MarketHarness().rich("buyer", "100");
        open.online(aNode("n1"));
        open.submit(aTask().named("a"));
        assertThat(open.live.snapshot(open.clock.instant()).waiting())
                .allMatch(task -> task.request().facts().isEmpty());
    }

    @Test
    void attemptsMakeTheirNodesRecord() {
        RecordingLink link = market.online(aNode("n1"));
        market.submit(aTask());
        market.turn();
        Dispatch dispatch = link.assigned().get(0);
        market.advance(Duration.ofSeconds(2));
        market.sessions.started(
                new NodeId("n1"), MarketHarness.running(dispatch).attempt());

        // 2 s from the assignment to the start
        assertThat(record("n1").startSeconds()).isEqualTo(2);
        assertThat(record("n1").contents()).containsExactly(new ContentId("bafkreimodule"));

        market.advance(Duration.ofSeconds(10));
        market.report(dispatch, EndReason.SUCCESS, 5_000_000_000L, Duration.ofSeconds(10));
        market.turn();

        // 5 × 10⁹ fuel in 10 s
        assertThat(record("n1").fuelPerSecond()).isEqualTo(0.5e9);
        assertThat(record("n1").good()).isEqualTo(1);

        TrackRecord before = record("n1");
        market = new MarketHarness(market);
        assertThat(record("n1"))
                .as("after a restart")
                .isEqualTo(new TrackRecord(before.good(), before.bad(), before.fuelPerSecond(), 0, before.contents()));
    }

    @Test
    void failuresOfANodeAreItsOwn() {
        RecordingLink link = market.online(aNode("n1"));
        market.submit(aTask());
        market.turn();
        Dispatch dispatch = link.assigned().get(0);

        market.report(dispatch, EndReason.NODE_FAULT, 0, Duration.ZERO);
        market.turn();
        assertThat(record("n1").bad()).isEqualTo(1);

        market.report(link.assigned().get(1), EndReason.TRAPPED, 10, Duration.ZERO);
        market.turn();
        assertThat(record("n1").good())
                .as("a program that traps is no fault of the node")
                .isEqualTo(1);
        assertThat(record("n1").bad()).isLessThan(1);
    }

    private TrackRecord record(String node) {
        return market.live.snapshot(market.clock.instant()).nodes().stream()
                .collect(Collectors.toMap(NodeSnapshot::id, Function.identity()))
                .get(new NodeId(node))
                .record();
    }

    private static TaskFixture requiring(String text) {
        return aTask().placed(new Placement(Optional.of(text), Optional.empty(), false));
    }
}
