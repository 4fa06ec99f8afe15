package org.souk.core.scheduling.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.souk.core.account.ServicePlan;
import org.souk.core.escalation.EscalationPolicy;
import org.souk.core.escalation.EscalationRules;
import org.souk.core.pricing.Tariff;
import org.souk.core.queueing.LoadStatistics;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.task.Priority;
import org.souk.core.testing.NodeFixture;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/** What holds of the planner over time, on markets that are drawn from a seed. */
class PromisesPropertyTest {
    private static final long MIB = 1L << 20;
    private static final SchedulingRules RULES = SchedulingRules.DEFAULT;
    private static final EscalationPolicy EAGER =
            new EscalationPolicy(EscalationRules.DEFAULT.with(Duration.ofSeconds(5), Duration.ZERO));

    /**
     * Nothing is oversold, nobody is preempted who is promised, has hardly begun or was just preempted, no preemption
     * leads to another: {@link VirtualMarket} checks that after every plan. What was promised is kept.
     */
    @Property(tries = 1000)
    void acceptedDeadlinesAreMet(@ForAll long seed) {
        Random random = new Random(seed);
        VirtualMarket market = new VirtualMarket(RULES);
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int cores = 1 + random.nextInt(4);
            market.node(aNode("n" + i)
                    .on(NodeFixture.machine(cores))
                    .selling(Resources.of(cores * 1000, (256 + random.nextInt(768)) * MIB, 100 * MIB)));
        }
        int tasks = 10 + random.nextInt(30);
        for (int i = 0; i < tasks; i++) {
            Duration expected = Duration.ofSeconds(1 + random.nextInt(600));
            market.submit(drawn(random, market, i, expected), expected);
            market.run(Duration.ofSeconds(random.nextInt(120)));
        }
        market.run(Duration.ofHours(12));

        assertThat(market.broken()).isEmpty();
    }

    /**
     * The same where buyers agree to more only once a task has waited: to other pools, or to a higher price. {@link
     * VirtualMarket} checks that no task goes where its buyer does not agree to yet.
     */
    @Property(tries = 1000)
    void acceptedDeadlinesAreMetWhateverEscalates(@ForAll long seed) {
        Random random = new Random(seed);
        VirtualMarket market = new VirtualMarket(RULES);
        LoadStatistics load = new LoadStatistics();
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int cores = 1 + random.nextInt(4);
            long price = 200L * (1 + random.nextInt(10));
            market.node(aNode("n" + i)
                    .on(NodeFixture.machine(cores))
                    .in(random.nextBoolean() ? "attic" : "garage")
                    .charging(new Tariff(Money.ofMicros(price), Money.ofMicros(price), Money.ZERO))
                    .selling(Resources.of(cores * 1000, (256 + random.nextInt(768)) * MIB, 100 * MIB)));
        }
        int tasks = 10 + random.nextInt(30);
        for (int i = 0; i < tasks; i++) {
            Duration expected = Duration.ofSeconds(1 + random.nextInt(600));
            TaskFixture task = drawn(random, market, i, expected);
            if (random.nextBoolean()) {
                task.in(random.nextBoolean() ? "attic" : "garage", random.nextBoolean());
            }
            if (random.nextBoolean()) {
                task.offering(Money.ofMicros(1 + random.nextInt(1_000_000)));
            }
            market.submit(task, expected);
            market.run(Duration.ofSeconds(random.nextInt(120)));
            market.escalate(EAGER, load);
        }
        for (int i = 0; i < 20; i++) {
            market.run(Duration.ofHours(1));
            market.escalate(EAGER, load);
        }

        assertThat(market.broken()).isEmpty();
    }

    private static TaskFixture drawn(Random random, VirtualMarket market, int number, Duration expected) {
        TaskFixture task = aTask().id(String.format("t%03d", number))
                .by(random.nextBoolean() ? "ada" : "bob")
                .needing(Resources.of((1 + random.nextInt(4)) * 500, (1 + random.nextInt(8)) * 32 * MIB, MIB))
                .priority(Priority.values()[random.nextInt(Priority.values().length)])
                .expecting(expected);
        if (random.nextInt(3) > 0) {
            long slack = RULES.startup().toMillis() + expected.toMillis() * random.nextInt(6) / 2;
            task.due(market.now().plus(expected).plusMillis(slack));
        }
        return task;
    }

    @Property(tries = 1000)
    void nobodyStarvesUnderASteadyStreamOfHigherClasses(@ForAll long seed) {
        Random random = new Random(seed);
        SchedulingRules hasty = new SchedulingRules(
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                10,
                10,
                RULES.promise(),
                RULES.startup(),
                RULES.probes());
        VirtualMarket market = new VirtualMarket(hasty);
        market.node(aNode("n").on(NodeFixture.machine(2)).selling(Resources.of(2000, 1024 * MIB, 100 * MIB)));
        Duration length = Duration.ofSeconds(2 + random.nextInt(4));
        market.submit(task("stream0", Priority.HIGH, 1000, length), length);
        market.submit(
                task("poor", Priority.LOW, 1000 * (1 + random.nextInt(2)), Duration.ofSeconds(3)),
                Duration.ofSeconds(3));
        for (int i = 1; i < 200 && !market.hasEnded("poor"); i++) {
            for (int k = 0; k < 2; k++) {
                market.submit(task("stream" + i + "-" + k, Priority.HIGH, 1000, length), length);
            }
            market.run(length);
        }

        assertThat(market.hasEnded("poor")).isTrue();
    }

    private static TaskFixture task(String id, Priority priority, int cpu, Duration expected) {
        return aTask().id(id)
                .needing(Resources.of(cpu, 32 * MIB, 0))
                .priority(priority)
                .expecting(expected);
    }

    @Tag("long")
    @Property(tries = 1000)
    void sharesConvergeToTheWeights(@ForAll long seed) {
        Random random = new Random(seed);
        VirtualMarket market = new VirtualMarket(RULES);
        int cores = 1 + random.nextInt(4);
        market.node(aNode("n").on(NodeFixture.machine(cores)).selling(Resources.of(cores * 1000, 1024 * MIB, 0)));
        List<String> buyers = new ArrayList<>();
        int count = 2 + random.nextInt(2);
        int[] weights = new int[count];
        int all = 0;
        for (int i = 0; i < count; i++) {
            String buyer = "buyer" + i;
            buyers.add(buyer);
            weights[i] = 1 + random.nextInt(4);
            all += weights[i];
            market.plan(buyer, new ServicePlan("plan" + i, weights[i], 1000, ServicePlan.UNLIMITED, 0));
        }
        int number = 0;
        for (int round = 0; round < 250; round++) {
            for (String buyer : buyers) {
                while (market.waitingOf(buyer) < cores) {
                    Duration length = Duration.ofSeconds(10);
                    market.submit(
                            aTask().id("t" + number++)
                                    .by(buyer)
                                    .needing(Resources.of(1000, MIB, 0))
                                    .expecting(length),
                            length);
                }
            }
            market.run(Duration.ofSeconds(10));
        }

        double total = buyers.stream().mapToLong(market::served).sum();
        for (int i = 0; i < count; i++) {
            double share = market.served(buyers.get(i)) / total;
            assertThat(share).isBetween((double) weights[i] / all - 0.05, (double) weights[i] / all + 0.05);
        }
    }

    @Property(tries = 1000)
    void sameSnapshotGivesTheSamePlanWithPromisesToo(@ForAll long seed) {
        Random random = new Random(seed);
        VirtualMarket market = new VirtualMarket(RULES);
        market.node(aNode("n").on(NodeFixture.machine(2)).selling(Resources.of(2000, 512 * MIB, 100 * MIB)));
        for (int i = 0; i < 8; i++) {
            Duration expected = Duration.ofSeconds(1 + random.nextInt(300));
            market.submit(drawn(random, market, i, expected), expected);
            market.run(Duration.ofSeconds(random.nextInt(30)));
        }
        Duration expected = Duration.ofSeconds(1 + random.nextInt(300));
        market.submit(drawn(random, market, 99, expected), expected);
        ClusterSnapshot snapshot = market.snapshot();

        assertThat(new Planner(RULES).plan(snapshot)).isEqualTo(new Planner(RULES).plan(snapshot));
    }
}
