package org.souk.core.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.souk.core.common.NodeId;
import org.souk.core.link.Dispatch;
import org.souk.core.live.LiveAttempt;
import org.souk.core.node.Availability;
import org.souk.core.node.Burst;
import org.souk.core.node.Offer;
import org.souk.core.node.Terms;
import org.souk.core.nodes.NodeChange;
import org.souk.core.scheduling.Capacity;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.task.EndReason;
import org.souk.core.task.Placement;
import org.souk.core.task.Priority;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.testing.MarketHarness;
import org.souk.core.testing.NodeFixture;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/** No sequence of changes oversells a node, played on a whole market in memory from a seed. */
class OfferPropertyTest {
    private static final int STEPS = 25;
    private static final int NODES = 2;
    private static final long MIB = 1L << 20;

    @Property(tries = 1000)
    void noSequenceOfChangesEverOversellsANode(@ForAll long seed) {
        new Play(new Random(seed)).run();
    }

    /** One market and what is done to it. */
    private static final class Play {
        private final Random random;
        private final MarketHarness market = new MarketHarness();

        private Play(Random random) {
            this.random = random;
        }

        private void run() {
            market.rich("buyer", "100000");
            for (int i = 0; i < NODES; i++) {
                NodeFixture node = aNode("n" + i).of("sam").on(NodeFixture.machine(8));
                market.online(random.nextBoolean() ? node.yielding() : node);
            }
            for (int step = 0; step < STEPS; step++) {
                change();
                Map<NodeId, Capacity> before = capacities();
                market.turn();
                check(before);
            }
            assertThat(market.ledgerSum()).isEqualTo(Money.ZERO);
        }

        private void change() {
            switch (random.nextInt(8)) {
                case 0, 1 -> lowerOrRaise();
                case 2, 3, 4 -> submit();
                case 5 -> endOne();
                case 6 -> availability();
                default -> pass();
            }
        }

        private NodeId anyNode() {
            return new NodeId("n" + random.nextInt(NODES));
        }

        private void lowerOrRaise() {
            NodeId id = anyNode();
            Offer offer = market.live.node(id).orElseThrow().offer();
            Optional<Burst> burst = random.nextBoolean() ? Optional.of(new Burst(some(), 30)) : Optional.empty();
            Optional<Duration> grace =
                    random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofSeconds(random.nextInt(30)));
            change(
                    id,
                    new NodeChange(
                            Optional.of(new Offer(some(), offer.tariff(), offer.yieldToOwner(), Terms.NONE, burst)),
                            Optional.empty(),
                            grace,
                            Optional.empty(),
                            Optional.empty()));
        }

        private Resources some() {
            return Resources.of(random.nextInt(4001), random.nextInt(4) * 64 * MIB, random.nextInt(4) * MIB);
        }

        private void availability() {
            Availability next = Availability.values()[random.nextInt(Availability.values().length)];
            Optional<Instant> by = next == Availability.DRAINING && random.nextBoolean()
                    ? Optional.of(market.clock.instant().plusSeconds(random.nextInt(20)))
                    : Optional.empty();
            change(
                    anyNode(),
                    new NodeChange(Optional.empty(), Optional.of(next), Optional.empty(), by, Optional.empty()));
        }

        private void change(NodeId id, NodeChange change) {
            market.nodes.change(MarketHarness.seller("sam"), id, change);
        }

        private void submit() {
            market.submit(aTask().needing(Resources.of(
                            (1 + random.nextInt(4)) * 500, (1 + random.nextInt(3)) * 16 * MIB, random.nextInt(2) * MIB))
                    .priority(Priority.values()[random.nextInt(Priority.values().length)])
                    .placed(new Placement(Optional.empty(), Optional.empty(), random.nextBoolean())));
        }

        private void endOne() {
            List<LiveAttempt> held = market.live.attemptsOn(anyNode());
            if (!held.isEmpty()) {
                Task task = market.find(held.get(random.nextInt(held.size())).id());
                if (random.nextBoolean()) {
                    market.report(Dispatch.of(task), EndReason.SUCCESS, 1, Duration.ofMillis(1));
                } else {
                    market.tasks.cancel(MarketHarness.buyer("buyer"), task.id());
                }
            }
        }

        private void pass() {
            market.advance(Duration.ofSeconds(random.nextInt(20)));
            for (int i = 0; i < NODES; i++) {
                market.heartbeatOfAll("n" + i, random.nextInt(101));
            }
        }

        private Map<NodeId, Capacity> capacities() {
            Map<NodeId, Capacity> capacities = new HashMap<>();
            snapshot().forEach(node -> capacities.put(node.id(), node.capacity()));
            return capacities;
        }

        private List<NodeSnapshot> snapshot() {
            return market.live.snapshot(market.clock.instant()).nodes();
        }

        private void check(Map<NodeId, Capacity> before) {
            for (NodeSnapshot node : snapshot()) {
                boolean ending = market.live.attemptsOn(node.id()).stream()
                        .anyMatch(live -> market.find(live.task().id()).state() == TaskState.CANCELLING);
                Capacity now = node.capacity();
                sumsAreRight(node);
                for (boolean burst : new boolean[] {false, true}) {
                    if (!now.isOversold(burst)) {
                        continue;
                    }
                    // Of what is oversold there has not become more; of what is not, there may.
                    Resources most = max(forSale(now, burst), taken(before.get(node.id()), burst));
                    assertThat(taken(now, burst).fitsIn(most)).isTrue();
                    boolean inGrace = node.restrictions()
                            .surplusUntil()
                            .filter(market.clock.instant()::isBefore)
                            .isPresent();
                    // Who was cancelled leaves as soon as its node says so, and nobody else leaves for it.
                    assertThat(inGrace || ending)
                            .as("%s of %s: %s", burst ? "burst" : "reserved", node, market.live.attemptsOn(node.id()))
                            .isTrue();
                }
                assertThat(now.burstIsInTheWay() && !ending).isFalse();
            }
        }

        private void sumsAreRight(NodeSnapshot node) {
            for (boolean burst : new boolean[] {false, true}) {
                Resources sum = market.live.attemptsOn(node.id()).stream()
                        .filter(live -> live.burst() == burst)
                        .map(LiveAttempt::reserved)
                        .reduce(Resources.NONE, Resources::plus);
                assertThat(taken(node.capacity(), burst)).isEqualTo(sum);
            }
        }

        private static Resources taken(Capacity capacity, boolean burst) {
            return burst ? capacity.burst() : capacity.reserved();
        }

        private static Resources forSale(Capacity capacity, boolean burst) {
            return burst ? capacity.burstForSale() : capacity.forSale();
        }

        private static Resources max(Resources a, Resources b) {
            return a.plus(b).less(a.min(b));
        }
    }
}
