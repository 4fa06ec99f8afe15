package org.souk.core.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.NodeFixture.machine;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.NodeId;
import org.souk.core.events.TaskEscalated;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.Dispatch;
import org.souk.core.pricing.Tariff;
import org.souk.core.task.EndReason;
import org.souk.core.task.Escalations;
import org.souk.core.task.Escalations.Action;
import org.souk.core.task.Escalations.Cause;
import org.souk.core.task.Escalations.Step;
import org.souk.core.task.Escalations.Trigger;
import org.souk.core.task.Priority;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.task.Workflow;
import org.souk.core.task.Workflow.ArrayElement;
import org.souk.core.testing.MarketHarness;
import org.souk.core.testing.RecordingLink;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

class EscalatorTest {
    private static final String NODE = "n1";

    private MarketHarness market = new MarketHarness();

    private RecordingLink link;

    @BeforeEach
    void openTheMarket() {
        market.rich("buyer", "100").rich("other", "100");
        link = market.online(aNode(NODE));
        market.market.turns().open();
    }

    @Test
    void aTaskThatWaitsLongIsRaisedAndThatIsWrittenDown() {
        Task task = waiting();
        int rung = market.rings();

        later(Duration.ofSeconds(61));

        Task raised = market.find(task.id());
        assertThat(raised.spec().priority()).isEqualTo(Priority.NORMAL);
        assertThat(raised.priority()).isEqualTo(Priority.HIGH);
        assertThat(raised.version()).isEqualTo(task.version() + 1);
        assertThat(raised.escalations().steps())
                .singleElement()
                .extracting(Step::action)
                .isEqualTo(Action.RAISE_PRIORITY);
        assertThat(market.live.waiting(task.id()).orElseThrow().priority()).isEqualTo(Priority.HIGH);
        assertThat(market.escalated).extracting(TaskEscalated::task).containsExactly(task.id());
        assertThat(market.rings()).isGreaterThan(rung);
        assertThat(market.tasks.explain(MarketHarness.buyer("buyer"), task.id()).remarks())
                .anyMatch(remark -> remark.startsWith("Raised by a class"));
    }

    private void restart() {
        MarketHarness former = market;
        market = new MarketHarness(former);
        market.market.turns().open();
        former.live
                .nodes()
                .forEach(live -> market.reconnect(
                        live.node(),
                        former.live.attemptsOn(live.node().id()).stream()
                                .map(held -> new AttemptProgress(held.key(), true, false, held.fuel()))
                                .toArray(AttemptProgress[]::new)));
    }

    @Test
    void aRestartForgetsNothing() {
        Task task = waiting();
        later(Duration.ofSeconds(61));
        restart();

        later(Duration.ofSeconds(10));

        assertThat(market.find(task.id()).escalations().steps()).hasSize(1);
        assertThat(market.live.waiting(task.id()).orElseThrow().priority()).isEqualTo(Priority.HIGH);
    }

    @Test
    void waitsBeforeARestartStillCount() {
        for (int i = 0; i < 20; i++) {
            market.submit(aTask().by("other").needing(cores(5)));
        }
        market.advance(Duration.ofMinutes(10));
        market.online(aNode("big").selling(Resources.of(128_000, 8L << 30, 0)).on(machine(128)));
        market.turn();
        assertThat(market.live.waitingCount()).isZero();
        Task task = market.submit(aTask().needing(cores(200)));
        restart();

        later(Duration.ofMinutes(9));
        assertThat(market.find(task.id()).escalations().steps()).isEmpty();

        later(Duration.ofMinutes(3));
        assertThat(market.find(task.id()).escalations().steps()).hasSize(1);
    }

    @Test
    void whoWaitsForItsOwnArrayDoesNotEscalate() {
        List<Task> elements = List.of(element(0), element(1));
        market.turn();
        assertThat(market.live.waitingCount()).isEqualTo(1);
        Dispatch first = link.assigned().get(0);
        for (int minutes = 0; minutes < 10; minutes++) {
            market.advance(Duration.ofMinutes(1).minusSeconds(40));
            market.heartbeat(NODE, MarketHarness.running(first));
            market.advance(Duration.ofSeconds(20));
            market.heartbeat(NODE, MarketHarness.running(first));
            market.turn();
            market.market.escalate();
        }
        assertThat(elements)
                .allMatch(task -> market.find(task.id()).escalations().equals(Escalations.NONE));
        assertThat(market.live.waitingCount()).isEqualTo(1);
    }

    private Task element(int index) {
        Workflow array = new Workflow(Set.of(), Optional.of(new ArrayElement("a1", index, 1)));
        return market.submit(aTask().within(array));
    }

    @Test
    void whoWaitedTooLongIsEndedAndGetsItsMoneyBack() {
        Task task = waiting();

        later(EscalationRules.DEFAULT.longestWait());

        Task ended = market.find(task.id());
        assertThat(ended.state()).isEqualTo(TaskState.FAILED);
        assertThat(ended.ending().orElseThrow().reason()).isEqualTo(EndReason.WAITED_TOO_LONG);
        assertThat(ended.escalations().steps()).extracting(Step::action).containsExactly(Action.FAIL);
        assertThat(market.held("buyer")).isEqualTo(Money.ZERO);
        assertThat(market.available("buyer")).isEqualTo(Money.parse("100"));
        assertThat(market.ledgerSum()).isEqualTo(Money.ZERO);
        later(Duration.ofDays(1));
        assertThat(market.find(task.id()).escalations().steps()).hasSize(1);
    }

    @Test
    void tasksThatHaveEndedAreLeftAlone() {
        Task task = waiting();
        market.tasks.cancel(MarketHarness.buyer("buyer"), task.id());

        later(EscalationRules.DEFAULT.longestWait());

        assertThat(market.find(task.id()).escalations().steps()).isEmpty();
        assertThat(market.escalated).isEmpty();
    }

    @Test
    void aTaskThatInsistsTakesAPlaceForWhichItWouldElseWait() {
        Task victim = market.submit(aTask().by("other")
                .priority(Priority.LOW)
                .needing(cores(4))
                .runningAtMost(Duration.ofHours(2))
                .expecting(Duration.ofHours(1)));
        market.turn();
        market.sessions.started(new NodeId(NODE), new AttemptKey(victim.id(), 1));
        keepRunning(victim, Duration.ofMinutes(59).plusSeconds(55));
        // What is gained, 5 s, is less than the least that a preemption must gain.
        Task task = market.submit(aTask().needing(cores(4)));
        market.turn();
        assertThat(market.find(task.id()).state()).isEqualTo(TaskState.QUEUED);

        market.database.run(() -> {
            Task row = market.database.tasks().lock(List.of(task.id())).get(0);
            Cause pressed = new Cause(Trigger.PRESSURE, 0, 2, 1);
            Task insistent = row.escalated(new Step(market.clock.instant(), Action.PREEMPT, pressed));
            market.database.tasks().save(List.of(insistent));
        });
        market.turn();

        assertThat(market.find(task.id()).state()).isEqualTo(TaskState.ASSIGNED);
        assertThat(market.find(victim.id()).state()).isEqualTo(TaskState.SUSPENDED);
    }

    @Test
    void otherPoolsAreTriedOnceATaskHasWaitedLong() {
        Task task = market.submit(aTask().in("attic", true));
        Task strict = market.submit(aTask().by("other").in("attic", false));
        market.turn();
        assertThat(market.tasks.explain(MarketHarness.buyer("buyer"), task.id()))
                .satisfies(why -> {
                    assertThat(why.summary()).contains("no node is in the pool 'attic'");
                    assertThat(why.remarks())
                            .contains("Nodes outside the pool 'attic' will do once it has waited long.");
                });

        later(Duration.ofSeconds(61));

        Task widened = market.find(task.id());
        assertThat(widened.escalations().steps()).extracting(Step::action).containsExactly(Action.WIDEN_POOLS);
        assertThat(widened.spec().placement().pool())
                .as("what the buyer asked for")
                .contains("attic");
        market.turn();
        assertThat(market.find(task.id()).current().orElseThrow().node().value())
                .isEqualTo(NODE);
        assertThat(market.find(strict.id()).state()).isEqualTo(TaskState.QUEUED);
        assertThat(market.find(strict.id()).escalations().widened()).isFalse();
    }

    @Test
    void theOfferRisesUntilANodeIsReached() {
        // 2 cores × 60 s × 0.001 = 0.12, and a little for RAM
        Task task = market.submit(aTask().needing(cores(2))
                .expecting(Duration.ofSeconds(60))
                .within("0.2")
                .offering("0.05"));
        market.turn();
        assertThat(market.tasks.explain(MarketHarness.buyer("buyer"), task.id()))
                .satisfies(why -> {
                    assertThat(why.rejections()).containsExactly(Map.entry("WithinOffer", 1));
                    assertThat(why.remarks())
                            .contains("0.05 credits are offered for it; more, up to its limit of 0.2, only once it has"
                                    + " waited long.");
                });
        assertThat(market.held("buyer")).isEqualTo(Money.parse("0.2"));

        later(Duration.ofSeconds(61));

        Task raised = market.find(task.id());
        // 0.05 + (0.2 − 0.05) / 2
        assertThat(raised.bid().orElseThrow().offer()).isEqualTo(Money.parse("0.125"));
        assertThat(market.tasks.explain(MarketHarness.buyer("buyer"), task.id()).remarks())
                .anyMatch(remark -> remark.startsWith("Offer raised to 0.125 credits"));
        market.turn();
        Dispatch dispatch = link.assigned().get(0);
        assertThat(dispatch.task()).isEqualTo(task.id());
        assertThat(market.held("buyer")).as("the hold is the limit").isEqualTo(Money.parse("0.2"));
    }

    @Test
    void whoHasRoomKeptIsLeftAsItAsked() {
        Task running = market.submit(aTask().by("other").needing(cores(4)).expecting(Duration.ofMinutes(5)));
        market.turn();
        Task task = market.submit(aTask().needing(cores(2))
                .expecting(Duration.ofSeconds(60))
                .within("1")
                .offering("0.13")
                .due(market.clock.instant().plusSeconds(110)));
        market.turn();
        assertThat(market.find(running.id()).state()).isEqualTo(TaskState.ASSIGNED);

        market.market.escalate();

        assertThat(market.find(task.id()).escalations().steps())
                .extracting(Step::action)
                .containsExactly(Action.RAISE_PRIORITY);
    }

    @Test
    void whoHasLostItsRoomOffersMoreForAnother() {
        Tariff cheap = new Tariff(Money.ofMicros(100), Money.ZERO, Money.ZERO);
        market.online(aNode("cheap").in("low").charging(cheap));
        Task running = market.submit(aTask().by("other").needing(cores(4)).in("low", false));
        market.turn();
        assertThat(market.find(running.id()).state()).isEqualTo(TaskState.ASSIGNED);
        Task task = market.submit(aTask().needing(cores(2))
                .expecting(Duration.ofSeconds(60))
                .within("1")
                .offering("0.05")
                .due(market.clock.instant().plusSeconds(150)));
        market.turn();

        // The cheap node is not heard of any more.
        later(MarketHarness.LEASE.plusSeconds(1));

        assertThat(market.find(task.id()).escalations().steps())
                .extracting(Step::action)
                .containsExactly(Action.RAISE_PRICE);
        market.turn();
        assertThat(market.find(task.id()).current().orElseThrow().node().value())
                .isEqualTo(NODE);
    }

    private void keepRunning(Task victim, Duration time) {
        market.advance(time);
        market.heartbeat(NODE, new AttemptProgress(new AttemptKey(victim.id(), 1), true, false, Fuel.ZERO));
    }

    @Test
    void nothingHappensUntilAgentsCanReachTheMarket() {
        waiting();
        market.advance(Duration.ofDays(30));

        new MarketHarness(market).market.escalate();

        assertThat(market.escalated).isEmpty();
    }

    /** Needs more than the node has. */
    private Task waiting() {
        return market.submit(aTask().needing(cores(64)));
    }

    private void heard() {
        market.heartbeat(NODE);
    }

    private void later(Duration by) {
        market.advance(by);
        heard();
        market.turn();
        market.market.escalate();
    }
}
