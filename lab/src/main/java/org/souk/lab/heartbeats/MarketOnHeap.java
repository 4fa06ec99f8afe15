package org.souk.lab.heartbeats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.souk.core.account.Caller;
import org.souk.core.account.Role;
import org.souk.core.account.ServicePlans;
import org.souk.core.common.AccountId;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.common.UniqueIds;
import org.souk.core.escalation.EscalationRules;
import org.souk.core.forecast.ForecastRules;
import org.souk.core.ledger.Billing;
import org.souk.core.ledger.Transfer;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.Endpoint;
import org.souk.core.link.Mover;
import org.souk.core.live.LiveAttempt;
import org.souk.core.market.Market;
import org.souk.core.market.MarketRules;
import org.souk.core.market.Stores;
import org.souk.core.migration.MigrationRules;
import org.souk.core.node.Node;
import org.souk.core.nodes.NodeRules;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.scheduling.score.ScoreWeights;
import org.souk.core.sessions.NodeSessions.Hello;
import org.souk.core.sessions.SessionRules;
import org.souk.core.settlement.SettlementRules;
import org.souk.core.task.Attempt;
import org.souk.core.task.Task;
import org.souk.core.task.TaskStore.NewTask;
import org.souk.core.testing.ManualClock;
import org.souk.core.testing.MemoryDatabase;
import org.souk.core.testing.NodeFixture;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/**
 * A market with the server's default settings that has been running for a while: its nodes are connected and hold running
 * attempts, and tasks wait that fit nowhere.
 */
final class MarketOnHeap {
    /** How far apart the heartbeats of one node are, by the market's clock. */
    static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(5);

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final int FEE_BASIS_POINTS = 500;
    private static final int MAX_ATTEMPTS = 5;
    private static final Endpoint RELAY = new Endpoint(Optional.empty(), 50_051, false, Optional.empty());
    private static final int WAITING = 300;
    private static final int BUYERS = 50;
    private static final String DEPOSIT = "1000000000";
    private static final String MAX_PRICE = "1000";
    private static final Duration WALL_LIMIT = Duration.ofDays(1);
    private static final Fuel FUEL_LIMIT = new Fuel(1_000_000_000_000_000L);
    /** What the attempts of a node need together, of the four cores and eight GiB that it sells. */
    private static final int CPU_MILLIS = 2000;

    private static final long RAM = 2L << 30;
    private static final Bytes MEMORY = new Bytes(16L << 20);
    private static final int MORE_THAN_ANY_HAS = 64;

    private static final MarketRules RULES = new MarketRules(
            new SessionRules(BETWEEN_HEARTBEATS, LEASE, MigrationRules.DEFAULT.meanUptime()),
            new MarketRules.Planning(SchedulingRules.DEFAULT, ScoreWeights.STANDARD),
            new SettlementRules(new Billing(FEE_BASIS_POINTS), MAX_ATTEMPTS),
            MigrationRules.DEFAULT,
            Optional.of(RELAY),
            new MarketRules.Sharing(ServicePlans.DEFAULT, Duration.ofHours(1)),
            NodeRules.DEFAULT,
            EscalationRules.DEFAULT,
            ForecastRules.DEFAULT);

    private final ManualClock clock = new ManualClock(TaskFixture.NOON);
    private final UniqueIds ids = new UniqueIds(clock);
    private final MemoryDatabase database = new MemoryDatabase();
    private final LongAdder orders = new LongAdder();
    private final List<Holding> holdings;
    private final Market market;

    /**
     * What one node holds.
     *
     * @param attempts in the order in which it names them
     */
    record Holding(NodeId node, List<AttemptKey> attempts) {
        /** As a heartbeat names them when they have used so much fuel. */
        List<AttemptProgress> running(Fuel fuel) {
            List<AttemptProgress> held = new ArrayList<>(attempts.size());
            for (AttemptKey attempt : attempts) {
                held.add(new AttemptProgress(attempt, true, false, fuel, true, MEMORY, Optional.empty()));
            }
            return held;
        }
    }

    /**
     * @param nodeCount at least 1
     * @param attemptCount spread evenly over the nodes
     */
    MarketOnHeap(int nodeCount, int attemptCount) {
        List<Node> nodes = IntStream.range(0, nodeCount)
                .mapToObj(number -> NodeFixture.aNode(ids.next()).enrolled())
                .toList();
        holdings = nodes.stream()
                .map(node -> new Holding(node.id(), new ArrayList<>()))
                .toList();
        database.run(() -> store(nodes, attemptCount));
        Stores stores = new Stores(
                database,
                database,
                database.tasks(),
                database.nodes(),
                database.accounts(),
                database.accounts(),
                database.ledger(),
                database.loads(),
                database.models());
        market = new Market(stores, QuietPorts.create(), RULES, clock);
        market.begin();
        // In one transaction, since each copies all that is stored so that it could be undone.
        database.run(() -> {
            for (int number = 0; number < nodeCount; number++) {
                connect(nodes.get(number), holdings.get(number));
            }
        });
        market.turns().open();
    }

    private void store(List<Node> nodes, int attemptCount) {
        nodes.forEach(database.nodes()::insert);
        int onOne = (attemptCount + nodes.size() - 1) / nodes.size();
        Resources each = Resources.of(Math.max(1, CPU_MILLIS / Math.max(1, onOne)), RAM / Math.max(1, onOne), 0);
        List<NewTask> rows = new ArrayList<>();
        for (int number = 0; number < attemptCount; number++) {
            Holding holding = holdings.get(number % holdings.size());
            Task task = running(number, each, holding.node());
            holding.attempts().add(new AttemptKey(task.id(), task.attempts()));
            rows.add(row(task));
        }
        for (int number = 0; number < WAITING; number++) {
            rows.add(row(tooLarge(number).submitted()));
        }
        database.tasks().insert(rows);
        for (int number = 0; number < BUYERS; number++) {
            AccountId buyer = buyer(number).account();
            database.ledger().post(List.of(Transfer.deposit(ids.next(), buyer, Money.parse(DEPOSIT), clock.instant())));
        }
    }

    private Task running(int number, Resources each, NodeId node) {
        Task task = task(number).needing(each).submitted();
        Attempt attempt = new Attempt(task.nextAttempt(), node, NodeFixture.TARIFF, FUEL_LIMIT, clock.instant());
        return task.assigned(attempt).running(clock.instant());
    }

    private TaskFixture tooLarge(int number) {
        return task(number).needing(TaskFixture.cores(MORE_THAN_ANY_HAS));
    }

    private TaskFixture task(int number) {
        return TaskFixture.aTask()
                .id(ids.next())
                .by(buyer(number).account().value())
                .named("task " + number)
                .within(MAX_PRICE)
                .runningAtMost(WALL_LIMIT)
                .submittedAt(clock.instant());
    }

    private static NewTask row(Task task) {
        return new NewTask(task, Optional.empty(), "", Set.of());
    }

    private static Caller buyer(int number) {
        return new Caller(new AccountId("buyer-" + number % BUYERS), Set.of(Role.BUYER), Optional.empty());
    }

    private void connect(Node node, Holding holding) {
        market.sessions()
                .open(
                        new CountingLink(orders),
                        new Hello(
                                node.id(),
                                node.hardware(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new Mover(Optional.empty())),
                                holding.running(Fuel.ZERO)));
    }

    Market market() {
        return market;
    }

    List<Holding> holdings() {
        return holdings;
    }

    /** The time goes on until the next heartbeats are due. */
    void advance() {
        clock.advance(BETWEEN_HEARTBEATS);
        market.turns().beat();
    }

    /** A buyer submits a task that fits nowhere, and then wants it no more. */
    void changeTasks(int number) {
        TaskId task = market.tasks()
                .submit(buyer(number), Optional.empty(), tooLarge(number).spec())
                .task()
                .task()
                .id();
        market.tasks().cancel(buyer(number), task);
    }

    /** How often nodes were told to do something. */
    long orders() {
        return orders.sum();
    }

    /** Attempts that the market still believes to be on the nodes that were given them. */
    long kept() {
        return holdings.stream()
                .mapToLong(holding -> market.live().attemptsOn(holding.node()).stream()
                        .map(LiveAttempt::key)
                        .filter(holding.attempts()::contains)
                        .count())
                .sum();
    }
}
