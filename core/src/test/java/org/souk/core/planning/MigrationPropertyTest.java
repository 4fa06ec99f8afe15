package org.souk.core.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.souk.core.common.TaskId;
import org.souk.core.migration.MigrationCause;
import org.souk.core.pricing.Bill;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Segment;
import org.souk.core.pricing.Share;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Migration;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.task.Attempt;
import org.souk.core.task.EndReason;
import org.souk.core.task.PastMigration;
import org.souk.core.task.Task;
import org.souk.core.testing.MarketHarness;
import org.souk.core.testing.MovingWorld;
import org.souk.core.testing.MovingWorld.Agent;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;

/**
 * Whatever is lost, doubled, late, killed or restarted while tasks move: one copy lives, the run is one, and it is billed
 * once.
 */
class MigrationPropertyTest {
    private static final int STEPS = 120;
    private static final int HEALING = 400;

    @Property(tries = 1000)
    void oneCopyLivesAndIsBilledOnce(@ForAll long seed) {
        Random random = new Random(seed);
        MovingWorld world = new MovingWorld(random, 3);
        for (int i = 0; i < 3; i++) {
            world.market.submit(aTask().by("ada").needing(cores(2)).runningAtMost(Duration.ofHours(5)));
        }
        Map<TaskId, Set<Integer>> movedFrom = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            disturb(world, random);
            check(world, movedFrom);
        }
        world.heal();
        for (int round = 0; round < HEALING && !isOver(world.market); round++) {
            world.deliverAll();
            world.market.advance(Duration.ofSeconds(3)).turn();
            world.deliverAll();
            world.agents.forEach(agent -> {
                agent.receive();
                agent.heartbeat();
                if (random.nextInt(8) == 0) {
                    agent.finish();
                }
            });
            check(world, movedFrom);
        }
        assertThat(all(world.market)).allMatch(task -> task.state().isFinal(), "has ended");
        checkMoney(world.market);
    }

    private static void disturb(MovingWorld world, Random random) {
        Agent agent = world.agents.get(random.nextInt(world.agents.size()));
        world.market.advance(Duration.ofMillis(1 + random.nextInt(2000)));
        switch (random.nextInt(30)) {
            case 0 -> agent.kill();
            case 1 -> agent.disconnect();
            case 2 -> world.restartMarket();
            case 3, 4 -> world.agents.stream().filter(a -> !a.isConnected()).forEach(Agent::connect);
            case 5, 6, 7 -> agent.heartbeat();
            case 8, 9 -> agent.receive();
            case 10 -> agent.checkpoint();
            case 11 -> agent.failMove();
            case 12 -> world.market.advance(Duration.ofSeconds(random.nextInt(40)));
            case 13, 14, 15 -> move(world.market, random);
            case 16, 17 -> world.market.turn();
            case 18 -> world.market.market.liveness().write();
            case 19, 20 -> agent.run(random.nextInt(500));
            case 21 -> finishSometimes(agent, random);
            default -> world.deliver();
        }
    }

    private static void finishSometimes(Agent agent, Random random) {
        if (random.nextInt(4) == 0) {
            agent.finish();
        }
    }

    private static void move(MarketHarness market, Random random) {
        ClusterSnapshot snapshot = market.live.snapshot(market.clock.instant());
        for (RunningTask task : snapshot.running()) {
            NodeSnapshot to =
                    snapshot.nodes().get(random.nextInt(snapshot.nodes().size()));
            boolean room = task.resources().fitsIn(to.offer().forSale().less(to.reserved()));
            if (!task.cancelled() && !to.id().equals(task.node()) && room && to.connected()) {
                Migration migration = new Migration(
                        task.task(),
                        task.attempt(),
                        task.node(),
                        to.id(),
                        to.offer().tariff(),
                        new Fuel(1_000_000),
                        false,
                        MigrationCause.REQUEST);
                market.scheduler.carryOut(Plan.moving(migration), market.clock.instant());
                return;
            }
        }
    }

    private static boolean isOver(MarketHarness market) {
        return all(market).stream().allMatch(task -> task.state().isFinal());
    }

    private static List<Task> all(MarketHarness market) {
        return market.database.call(market.database.tasks()::all);
    }

    private static void check(MovingWorld world, Map<TaskId, Set<Integer>> movedFrom) {
        for (Task task : all(world.market)) {
            Set<Integer> left = movedFrom.computeIfAbsent(task.id(), id -> new HashSet<>());
            task.current()
                    .filter(present -> cameByMove(task, present))
                    .ifPresent(present -> left.add(last(task).attempt()));
            checkLine(task);
        }
        world.checkCopies(movedFrom);
        world.market.live.snapshot(world.market.clock.instant()).nodes().forEach(node -> assertThat(
                        node.reserved().fitsIn(node.offer().forSale()))
                .isTrue());
    }

    /** And not after a loss, whose former copy may get on until its node is heard of. */
    private static boolean cameByMove(Task task, Attempt present) {
        return task.journey().past().stream()
                .filter(PastMigration::isDone)
                .anyMatch(move ->
                        move.to().equals(present.node()) && move.endedAt().equals(present.assignedAt()));
    }

    private static Segment last(Task task) {
        List<Segment> segments = task.journey().segments();
        return segments.get(segments.size() - 1);
    }

    /** What was done follows without gap, up to where the present attempt begins. */
    private static void checkLine(Task task) {
        Position at = Position.START;
        for (Segment segment : task.journey().segments()) {
            assertThat(segment.from()).isEqualTo(at);
            at = segment.to();
        }
        if (!task.state().isFinal()) {
            assertThat(task.current()
                            .map(attempt -> attempt.begin())
                            .orElse(task.journey().restart()))
                    .isEqualTo(at);
        }
    }

    private static void checkMoney(MarketHarness market) {
        Money earned = Money.ZERO;
        for (Task task : all(market)) {
            Bill bill = task.bill().orElseThrow();
            earned = earned.plus(bill.charged());
            assertThat(bill.charged()).isLessThanOrEqualTo(task.spec().maxPrice());
            if (!bill.shares().isEmpty()) {
                Position end =
                        bill.shares().get(bill.shares().size() - 1).segment().to();
                assertThat(end.fuel())
                        .isEqualTo(task.ending().orElseThrow().usage().fuel());
                assertThat(bill.shares().stream().map(Share::charged).reduce(Money.ZERO, Money::plus))
                        .isEqualTo(bill.charged());
            }
            assertThat(task.ending().orElseThrow().reason()).isIn(EndReason.SUCCESS, EndReason.TOO_MANY_ATTEMPTS);
        }
        assertThat(market.ledgerSum()).isEqualTo(Money.ZERO);
        assertThat(market.held("ada")).isEqualTo(Money.ZERO);
        assertThat(market.available("seller").plus(market.fees())).isEqualTo(earned);
    }
}
