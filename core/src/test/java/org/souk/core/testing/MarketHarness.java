package org.souk.core.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.souk.core.account.Caller;
import org.souk.core.account.Role;
import org.souk.core.account.SecretHasher;
import org.souk.core.account.ServicePlan;
import org.souk.core.account.ServicePlans;
import org.souk.core.accounts.Accounts;
import org.souk.core.common.AccountId;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.ContentId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.MarketClock;
import org.souk.core.common.NodeId;
import org.souk.core.common.SteadyClock;
import org.souk.core.common.TaskId;
import org.souk.core.common.UniqueIds;
import org.souk.core.escalation.EscalationRules;
import org.souk.core.events.TaskAssigned;
import org.souk.core.events.TaskEscalated;
import org.souk.core.events.TaskListener;
import org.souk.core.events.TaskView;
import org.souk.core.forecast.ForecastRules;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.forecast.LoadForecaster;
import org.souk.core.forecast.LoadHistory;
import org.souk.core.leader.Doorbells;
import org.souk.core.ledger.Billing;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.ledger.Transfer;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.Dispatch;
import org.souk.core.link.Endpoint;
import org.souk.core.link.Mover;
import org.souk.core.live.LiveAttempt;
import org.souk.core.live.LiveState;
import org.souk.core.market.Market;
import org.souk.core.market.MarketRules;
import org.souk.core.market.Ports;
import org.souk.core.market.Stores;
import org.souk.core.migration.MigrationRules;
import org.souk.core.node.LoadReport;
import org.souk.core.node.Node;
import org.souk.core.nodes.NodeRules;
import org.souk.core.nodes.Nodes;
import org.souk.core.planning.Scheduler;
import org.souk.core.pricing.Usage;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.scheduling.score.ScoreWeights;
import org.souk.core.sessions.NodeSessions;
import org.souk.core.sessions.NodeSessions.Hello;
import org.souk.core.sessions.SessionRules;
import org.souk.core.settlement.SettlementRules;
import org.souk.core.submission.ContentCheck;
import org.souk.core.task.AttemptReport;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Task;
import org.souk.core.tasks.Tasks;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;

/** A whole market on the in-memory stores, whose crank a test turns: {@code submit(..)}, {@code turn()}, {@code advance(..)}. */
public final class MarketHarness {
    public static final Duration LEASE = Duration.ofSeconds(30);
    public static final MigrationRules MOVES = MigrationRules.DEFAULT;
    public static final Endpoint RELAY = new Endpoint(Optional.empty(), 50_051, false, Optional.empty());
    public static final int FEE_BASIS_POINTS = 1000;
    public static final int MAX_ATTEMPTS = 3;
    private static final MarketRules RULES = new MarketRules(
            new SessionRules(Duration.ofSeconds(5), LEASE, MOVES.meanUptime()),
            new MarketRules.Planning(SchedulingRules.DEFAULT, ScoreWeights.STANDARD),
            new SettlementRules(new Billing(FEE_BASIS_POINTS), MAX_ATTEMPTS),
            MOVES,
            Optional.of(RELAY),
            new MarketRules.Sharing(
                    new ServicePlans(
                            List.of(ServicePlan.STANDARD, new ServicePlan("small", 1, 5, ServicePlan.UNLIMITED, 0))),
                    Duration.ofHours(1)),
            NodeRules.DEFAULT,
            EscalationRules.DEFAULT,
            ForecastRules.DEFAULT);

    public final ManualClock clock;
    public final MemoryDatabase database;
    public final UniqueIds ids;
    public final FewWords expressions = new FewWords();
    public final List<TaskView> heard = Collections.synchronizedList(new ArrayList<>());
    public final List<Preemption> preempted = Collections.synchronizedList(new ArrayList<>());
    public final List<TaskEscalated> escalated = Collections.synchronizedList(new ArrayList<>());
    public final List<LiveAttempt> started = Collections.synchronizedList(new ArrayList<>());
    public final Set<ContentId> missingContent = new HashSet<>();
    public final Market market;
    public final LiveState live;
    public final Scheduler scheduler;
    public final Tasks tasks;
    public final Nodes nodes;
    public final NodeSessions sessions;
    public final Accounts accounts;
    private final AtomicInteger rings = new AtomicInteger();

    public MarketHarness() {
        this(new ManualClock(TaskFixture.NOON));
    }

    private MarketHarness(ManualClock clock) {
        this(clock, clock, new MemoryDatabase());
        market.turns().open();
    }

    private MarketHarness(ManualClock machine, MarketClock time) {
        this(machine, time, new MemoryDatabase());
        market.turns().open();
    }

    /** A market on a machine whose clock can be set. */
    public static MarketHarness onMachine() {
        ManualClock machine = new ManualClock(TaskFixture.NOON);
        return new MarketHarness(
                machine, new SteadyClock(machine, () -> machine.uptime().toNanos()));
    }

    /** The same market after a kill -9: only what it had stored is left, and agents cannot reach it yet. */
    public MarketHarness(MarketHarness former) {
        this(former.clock, former.clock, former.database);
        market.begin();
    }

    private MarketHarness(ManualClock clock, MarketClock time, MemoryDatabase database) {
        this.clock = clock;
        this.database = database;
        ids = new UniqueIds(clock);
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
        Ports ports = new Ports(
                new Listener(),
                new Bells(),
                new Content(),
                new PlainHasher(),
                expressions,
                new LastValue(),
                new DrawnTrainer());
        market = new Market(stores, ports, RULES, time);
        live = market.live();
        scheduler = market.scheduler();
        tasks = market.tasks();
        nodes = market.nodes();
        sessions = market.sessions();
        accounts = market.accounts();
    }

    /** How often the doorbell was rung. */
    public int rings() {
        return rings.get();
    }

    public static Caller buyer(String account) {
        return new Caller(new AccountId(account), Set.of(Role.BUYER), Optional.empty());
    }

    public static Caller seller(String account) {
        return new Caller(new AccountId(account), Set.of(Role.SELLER), Optional.empty());
    }

    public static Caller operator() {
        return new Caller(new AccountId("operator"), Set.of(Role.OPERATOR), Optional.empty());
    }

    /** Gives an account money. */
    public MarketHarness rich(String account, String credits) {
        database.run(() -> database.ledger()
                .post(List.of(
                        Transfer.deposit(ids.next(), new AccountId(account), Money.parse(credits), clock.instant()))));
        return this;
    }

    /** Enrols a node and opens its session. */
    public RecordingLink online(NodeFixture fixture) {
        Node node = fixture.enrolled();
        database.run(() -> database.nodes().insert(node));
        return reconnect(node);
    }

    /** Opens a session; the agent says that it holds these. */
    public RecordingLink reconnect(Node node, AttemptProgress... held) {
        RecordingLink link = new RecordingLink();
        sessions.open(
                link,
                new Hello(
                        node.id(),
                        node.hardware(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Mover(Optional.empty())),
                        List.of(held)));
        return link;
    }

    public Task submit(TaskFixture task) {
        return tasks.submit(buyer(task.submitted().buyer().value()), Optional.empty(), task.spec())
                .task()
                .task();
    }

    public MarketHarness turn() {
        market.turns().settle();
        market.turns().plan();
        return this;
    }

    /** Time passes, and the market runs meanwhile. */
    public MarketHarness advance(Duration by) {
        Duration beat = LEASE.dividedBy(3);
        Duration left = by;
        while (left.compareTo(beat) > 0) {
            clock.advance(beat);
            market.turns().beat();
            left = left.minus(beat);
        }
        clock.advance(left);
        market.turns().beat();
        return this;
    }

    /** Time passes, and the market stands still meanwhile. */
    public MarketHarness standStill(Duration by) {
        clock.advance(by);
        return this;
    }

    public void heartbeat(String node, AttemptProgress... held) {
        sessions.heartbeat(
                new NodeId(node), new LoadReport(market.clock().instant(), 5, 10, 0, Bytes.ZERO), List.of(held));
    }

    /** A heartbeat that names all that the market believes the node to hold, with a load of the owner's own. */
    public void heartbeatOfAll(String node, double ownCpuPercent) {
        List<AttemptProgress> held = live.attemptsOn(new NodeId(node)).stream()
                .map(attempt -> new AttemptProgress(attempt.key(), true, attempt.isSuspended(), attempt.fuel()))
                .toList();
        sessions.heartbeat(
                new NodeId(node), new LoadReport(market.clock().instant(), ownCpuPercent, 10, 0, Bytes.ZERO), held);
    }

    /** The node reports the end of what it was handed. */
    public AttemptReport report(Dispatch dispatch, EndReason reason, long fuel, Duration wall) {
        Usage usage = new Usage(new Fuel(fuel), wall, Bytes.ZERO);
        int exit = reason == EndReason.SUCCESS ? 0 : Ending.NO_EXIT_CODE;
        Ending ending = new Ending(reason, "", exit, usage, List.of(), Optional.empty(), Optional.empty());
        AttemptReport report = new AttemptReport(
                dispatch.task(), dispatch.attempt().number(), dispatch.attempt().node(), ending);
        sessions.ended(report);
        return report;
    }

    public static AttemptProgress running(Dispatch dispatch) {
        return new AttemptProgress(
                new AttemptKey(dispatch.task(), dispatch.attempt().number()), true, false, Fuel.ZERO);
    }

    public Task find(TaskId id) {
        return database.call(() -> database.tasks().find(id)).orElseThrow();
    }

    public Money available(String account) {
        return balance(LedgerAccount.available(new AccountId(account)));
    }

    public Money held(String account) {
        return balance(LedgerAccount.held(new AccountId(account)));
    }

    public Money fees() {
        return balance(LedgerAccount.FEES);
    }

    public Money ledgerSum() {
        return database.call(database.ledger()::sum);
    }

    private Money balance(LedgerAccount account) {
        return database.call(() -> database.ledger().balance(account));
    }

    private final class Listener implements TaskListener {
        @Override
        public void changed(TaskView task) {
            heard.add(task);
        }

        @Override
        public void started(LiveAttempt attempt) {
            started.add(attempt);
        }

        @Override
        public void assigned(TaskAssigned assignment) {
            // Only measured; nothing here reads it.
        }

        @Override
        public void preempted(Preemption preemption) {
            preempted.add(preemption);
        }

        @Override
        public void escalated(TaskEscalated escalation) {
            escalated.add(escalation);
        }
    }

    private final class Bells implements Doorbells {
        @Override
        public void planning() {
            rings.incrementAndGet();
        }

        @Override
        public void settling() {
            rings.incrementAndGet();
        }
    }

    private final class Content implements ContentCheck {
        @Override
        public boolean isComplete(ContentId content) {
            return !missingContent.contains(content);
        }

        @Override
        public void checkModule(String field, ContentId module) {
            if (!isComplete(module)) {
                throw new InvalidRequest(field, "is not stored");
            }
        }
    }

    /** What was measured last goes on. */
    private static final class LastValue implements LoadForecaster {
        @Override
        public String name() {
            return "last";
        }

        @Override
        public LoadForecast forecast(LoadHistory history) {
            if (history.size() == 0) {
                return LoadForecast.UNKNOWN;
            }
            double cpu = history.cpuPercent(history.size() - 1);
            double ram = history.ramPercent(history.size() - 1);
            return new LoadForecast(cpu, cpu, ram, ram, name());
        }
    }

    private static final class PlainHasher implements SecretHasher {
        @Override
        public String hash(String secret) {
            return "plain:" + secret;
        }

        @Override
        public boolean matches(String secret, String encodedHash) {
            return hash(secret).equals(encodedHash);
        }
    }
}
