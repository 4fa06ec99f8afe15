package org.souk.core.market;

import java.time.Instant;
import org.souk.core.account.Credentials;
import org.souk.core.accounts.AccountService;
import org.souk.core.accounts.Accounts;
import org.souk.core.common.MarketClock;
import org.souk.core.common.UniqueIds;
import org.souk.core.escalation.EscalationPolicy;
import org.souk.core.escalation.Escalator;
import org.souk.core.events.TaskNews;
import org.souk.core.forecast.LoadMeter;
import org.souk.core.forecasting.ForecastTraining;
import org.souk.core.forecasting.LoadArchive;
import org.souk.core.forecasting.LoadForecasts;
import org.souk.core.leader.HandOvers;
import org.souk.core.leader.Leader;
import org.souk.core.leader.LocalLeader;
import org.souk.core.leader.LocalSessions;
import org.souk.core.leader.Turns;
import org.souk.core.live.Buyers;
import org.souk.core.live.ChangeReader;
import org.souk.core.live.Follower;
import org.souk.core.live.LiveState;
import org.souk.core.matching.Matchmaker;
import org.souk.core.migration.TransferGrants;
import org.souk.core.nodes.NodeService;
import org.souk.core.nodes.NodeWatch;
import org.souk.core.nodes.Nodes;
import org.souk.core.planning.HandOver;
import org.souk.core.planning.LiveTransferGrants;
import org.souk.core.planning.MigrationCoordinator;
import org.souk.core.planning.PlanApplication;
import org.souk.core.planning.Scheduler;
import org.souk.core.scheduling.planning.Planner;
import org.souk.core.sessions.NodeSessions;
import org.souk.core.sessions.SessionService;
import org.souk.core.settlement.Dependents;
import org.souk.core.settlement.LivenessWriter;
import org.souk.core.settlement.Settlement;
import org.souk.core.settlement.Settler;
import org.souk.core.settlement.TrackRecords;
import org.souk.core.settlement.UnpersistedReports;
import org.souk.core.submission.Quota;
import org.souk.core.submission.SubmissionQueue;
import org.souk.core.submission.SubmissionWriter;
import org.souk.core.submission.Submissions;
import org.souk.core.tasks.Cancellation;
import org.souk.core.tasks.Explainer;
import org.souk.core.tasks.TaskService;
import org.souk.core.tasks.Tasks;

/**
 * The market as a whole, put together here and nowhere else: for the server, for tests and for experiments alike.
 *
 * <p>It has no threads of its own. Whoever runs it calls {@link #begin} once, then {@link Turns#plan} and {@link Turns#settle}
 * each in a thread of its own whenever its doorbell rings and at least once a second, and the others now and then.
 */
public final class Market {
    private final Stores stores;
    private final Ports ports;
    private final MarketRules rules;
    private final MarketClock clock;

    // What its parts share
    private final UniqueIds ids;
    private final Matchmaker matchmaker;
    private final Dependents dependents;
    private final UnpersistedReports sightings = new UnpersistedReports();
    private final LoadMeter meter = new LoadMeter();
    private final Credentials credentials;

    // The leader's side
    private final Buyers buyers;
    private final LiveState live;
    private final Follower follower;
    private final TaskNews news;
    private final LiveTransferGrants passages;
    private final Scheduler scheduler;
    private final MigrationCoordinator migrations;
    private final Settler settler;
    private final LivenessWriter liveness;
    private final Turns turns;
    private final Escalator escalator;
    private final Leader leader;
    private final LocalSessions leaderOfSessions;

    // What others call
    private final Tasks tasks;
    private final Nodes nodes;
    private final NodeSessions sessions;
    private final Accounts accounts;
    private final ForecastTraining training;
    private final LoadForecasts forecasts;

    public Market(Stores stores, Ports ports, MarketRules rules, MarketClock clock) {
        this.stores = stores;
        this.ports = ports;
        this.rules = rules;
        this.clock = clock;
        ids = new UniqueIds(clock);
        matchmaker = new Matchmaker(ports.expressions());
        dependents = new Dependents(stores.tasks(), ids);
        credentials = new Credentials(stores.clients(), ports.hasher(), stores.transactions());

        buyers = new Buyers(rules.sharing().plans(), rules.sharing().halfLife());
        live = new LiveState(rules.sessions().lease(), ports.forecaster(), buyers, clock);
        follower = new Follower(live, buyers, reader(), clock);
        news = new TaskNews(live, ports.listener(), clock);
        passages = new LiveTransferGrants(live, rules.moves(), rules.relay());
        migrations = migrations();
        scheduler = newScheduler();
        settler = new Settler(settlement(), stores.transactions(), live, sightings, news, clock);
        liveness =
                new LivenessWriter(stores.tasks(), stores.nodes(), stores.transactions(), live, sightings, news, clock);
        HandOvers handOvers = new HandOvers(live, migrations, liveness, settler, ports.doorbells());
        Turns.Pace pace = new Turns.Pace(clock, rules.sessions().lease());
        turns = new Turns(live, follower, scheduler, migrations, handOvers, settler, pace);
        escalator = escalator();
        leader = new LocalLeader(live, buyers, scheduler, news, matchmaker, ports.doorbells(), clock);
        leaderOfSessions = new LocalSessions(live, migrations, handOvers, settler, liveness, ports.doorbells(), clock);

        tasks = newTasks();
        NodeWatch watch = new NodeWatch(stores.nodes(), leader, stores.transactions(), clock, rules.nodes());
        nodes = new NodeService(stores.nodes(), credentials, ids, matchmaker, leader, watch, stores.transactions());
        sessions = new SessionService(
                stores.nodes(), matchmaker, leaderOfSessions, watch, meter, stores.transactions(), rules.sessions());
        accounts = new AccountService(
                stores.accounts(), stores.ledger(), credentials, ids, leader, stores.transactions(), clock);
        LoadArchive archive =
                new LoadArchive(stores.loads(), stores.models(), stores.transactions(), rules.forecasts());
        training = new ForecastTraining(ports.trainer(), archive, rules.forecasts(), clock);
        forecasts = new LoadForecasts(nodes, leader, meter, archive, training, clock);
    }

    private ChangeReader reader() {
        return new ChangeReader(
                stores.tasks(), stores.nodes(), stores.accounts(), stores.changes(), stores.transactions());
    }

    private MigrationCoordinator migrations() {
        HandOver handOver = new HandOver(stores.tasks(), stores.transactions(), sightings, live, clock);
        return new MigrationCoordinator(live, handOver, passages, news, clock, rules.moves());
    }

    private Scheduler newScheduler() {
        Planner planner = new Planner(rules.planning().rules(), rules.planning().weights(), matchmaker, rules.moves());
        PlanApplication application = new PlanApplication(
                stores.tasks(), stores.ledger(), ids, dependents, sightings, stores.transactions(), rules.moves());
        return new Scheduler(live, planner, application, migrations, sightings, news, clock);
    }

    private Settlement settlement() {
        return new Settlement(
                stores.tasks(), stores.nodes(), stores.ledger(), buyers, dependents, rules.settlement(), live);
    }

    private Escalator escalator() {
        return new Escalator(
                new EscalationPolicy(rules.escalation()),
                live,
                stores.tasks(),
                stores.ledger(),
                dependents,
                stores.transactions(),
                news);
    }

    private Tasks newTasks() {
        SubmissionWriter writer = new SubmissionWriter(stores.tasks(), stores.ledger(), ids);
        Submissions submissions = new Submissions(
                new SubmissionQueue(writer, stores.transactions()),
                new Quota(leader),
                ports.content(),
                matchmaker,
                leader,
                ids,
                clock);
        Cancellation cancellation =
                new Cancellation(stores.tasks(), stores.ledger(), dependents, stores.transactions(), clock);
        Explainer explainer = new Explainer(stores.tasks(), stores.transactions(), leader, clock);
        return new TaskService(stores.tasks(), submissions, cancellation, explainer, leader, stores.transactions());
    }

    /** Reads everything that is stored; until then nothing is planned. */
    public void begin() {
        follower.begin(
                stores.transactions().call(() -> TrackRecords.of(stores.tasks().list(TrackRecords.QUERY))));
    }

    /** Does more for tasks that wait long; to be called every few seconds. */
    public void escalate() {
        // Until agents can reach the market, or after it has stood still, no task is to blame for its wait.
        Instant now = clock.instant();
        if (turns.isSteady() && escalator.turn(now)) {
            ports.doorbells().planning();
        }
    }

    public MarketClock clock() {
        return clock;
    }

    public Turns turns() {
        return turns;
    }

    public Follower follower() {
        return follower;
    }

    public LivenessWriter liveness() {
        return liveness;
    }

    /** The live state, to look at. */
    public LiveState live() {
        return live;
    }

    public Leader leader() {
        return leader;
    }

    /** What was measured of the nodes' own loads. */
    public LoadMeter meter() {
        return meter;
    }

    public TransferGrants passages() {
        return passages;
    }

    public Tasks tasks() {
        return tasks;
    }

    public Nodes nodes() {
        return nodes;
    }

    public NodeSessions sessions() {
        return sessions;
    }

    public Accounts accounts() {
        return accounts;
    }

    public ForecastTraining training() {
        return training;
    }

    public LoadForecasts forecasts() {
        return forecasts;
    }

    public Scheduler scheduler() {
        return scheduler;
    }
}
