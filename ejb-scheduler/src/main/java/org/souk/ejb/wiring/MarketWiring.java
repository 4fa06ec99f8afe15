package org.souk.ejb.wiring;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.souk.core.account.AccountStore;
import org.souk.core.account.SecretHasher;
import org.souk.core.cluster.Buyers;
import org.souk.core.cluster.Cluster;
import org.souk.core.common.Transactions;
import org.souk.core.common.UniqueIds;
import org.souk.core.escalation.EscalationPolicy;
import org.souk.core.forecast.ForecastRules;
import org.souk.core.forecast.LoadForecaster;
import org.souk.core.forecast.LoadMeter;
import org.souk.core.forecast.LoadStore;
import org.souk.core.forecast.ModelStore;
import org.souk.core.ledger.Billing;
import org.souk.core.ledger.Ledger;
import org.souk.core.market.AccountMarket;
import org.souk.core.market.Accounts;
import org.souk.core.market.ContentCheck;
import org.souk.core.market.Escalator;
import org.souk.core.market.ForecastTraining;
import org.souk.core.market.LoadArchive;
import org.souk.core.market.LoadForecasts;
import org.souk.core.market.NodeMarket;
import org.souk.core.market.NodeRules;
import org.souk.core.market.NodeSessions;
import org.souk.core.market.Nodes;
import org.souk.core.market.PlanApplication;
import org.souk.core.market.Scheduler;
import org.souk.core.market.SessionMarket;
import org.souk.core.market.Settlement;
import org.souk.core.market.TaskListener;
import org.souk.core.market.TaskMarket;
import org.souk.core.market.Tasks;
import org.souk.core.matching.Matchmaker;
import org.souk.core.migration.Passages;
import org.souk.core.node.NodeStore;
import org.souk.core.scheduling.planning.Planner;
import org.souk.core.task.TaskStore;
import org.souk.ejb.config.EscalationConfig;
import org.souk.ejb.config.ForecastConfig;
import org.souk.ejb.config.MarketConfig;
import org.souk.ejb.config.MoveConfig;
import org.souk.ejb.config.NodeConfig;
import org.souk.ejb.config.PlannerConfig;
import org.souk.ejb.config.ScoringConfig;
import org.souk.ejb.config.SharingConfig;
import org.souk.ejb.matching.CelExpressions;
import org.souk.ejb.scheduling.Doorbells;
import org.souk.ipfs.ContentStore;
import org.souk.ipfs.FileBlockStore;
import org.souk.ml.EwmaForecaster;
import org.souk.ml.LastValueForecaster;
import org.souk.ml.LoadTraining;

/** Builds the market from the stores that the container injects, and hands its parts to whoever injects them. */
@ApplicationScoped
public class MarketWiring {
    private static final String BLOCKS = "blocks";

    @Inject
    Config properties;

    @Inject
    TaskStore tasks;

    @Inject
    NodeStore nodes;

    @Inject
    AccountStore accounts;

    @Inject
    Ledger ledger;

    @Inject
    LoadStore loads;

    @Inject
    ModelStore models;

    @Inject
    Transactions transactions;

    @Inject
    TaskListener listener;

    @Inject
    Doorbells doorbells;

    private final Clock clock = new MicrosecondClock();
    private MarketConfig config;
    private FileBlockStore blocks;
    private ContentStore content;
    private Cluster cluster;
    private Scheduler scheduler;
    private Tasks taskMarket;
    private Nodes nodeMarket;
    private NodeSessions sessionMarket;
    private Accounts accountMarket;
    private EscalationConfig escalation;
    private Escalator escalator;
    private ForecastTraining training;
    private LoadForecasts forecasts;

    @PostConstruct
    void build() {
        config = MarketConfig.read(properties);
        try {
            blocks = FileBlockStore.open(config.home().resolve(BLOCKS), config.storeBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the block store in " + config.home(), e);
        }
        content = new ContentStore(blocks);
        ContentCheck check = new StoredContent(content, config.moduleBytes());
        UniqueIds ids = new UniqueIds(clock);
        SecretHasher hasher = new Argon2SecretHasher();
        SharingConfig sharing = SharingConfig.read(properties);
        Buyers buyers = new Buyers(sharing.plans(), sharing.halfLife());
        Matchmaker matchmaker = new Matchmaker(new CelExpressions());
        cluster = new Cluster(config.lease(), forecaster(), buyers);
        MoveConfig moving = MoveConfig.read(properties);
        scheduler = new Scheduler(
                cluster,
                buyers,
                new Planner(PlannerConfig.read(properties), ScoringConfig.read(properties), matchmaker, moving.rules()),
                new PlanApplication(tasks, ledger, ids, moving.rules()),
                new Settlement(
                        tasks, nodes, ledger, buyers, ids, new Billing(config.feeBasisPoints()), config.maxAttempts()),
                tasks,
                nodes,
                accounts,
                transactions,
                listener,
                clock,
                moving.rules(),
                Optional.of(moving.relay()));
        taskMarket = new TaskMarket(
                tasks,
                ledger,
                ids,
                check,
                matchmaker,
                cluster,
                buyers,
                scheduler,
                transactions,
                listener,
                doorbells.planning()::ring,
                clock);
        NodeConfig owners = NodeConfig.read(properties);
        NodeRules rules =
                new NodeRules(owners.grace(), owners.longestGrace(), owners.clockTolerance(), owners.quarantine());
        nodeMarket = new NodeMarket(
                nodes,
                accounts,
                hasher,
                ids,
                matchmaker,
                cluster,
                transactions,
                doorbells.planning()::ring,
                clock,
                rules);
        LoadMeter meter = new LoadMeter();
        sessionMarket = new SessionMarket(
                nodes,
                matchmaker,
                cluster,
                scheduler,
                transactions,
                listener,
                doorbells.planning()::ring,
                doorbells.settling()::ring,
                clock,
                config.heartbeat(),
                config.lease(),
                rules,
                moving.meanUptime(),
                meter);
        ForecastRules forecasting = ForecastConfig.read(properties).rules();
        LoadArchive archive = new LoadArchive(loads, models, transactions, forecasting);
        training = new ForecastTraining(new LoadTraining(), archive, forecasting, clock);
        forecasts = new LoadForecasts(nodeMarket, cluster, meter, archive, training, clock);
        accountMarket = new AccountMarket(accounts, ledger, hasher, ids, buyers, transactions, clock);
        escalation = EscalationConfig.read(properties);
        escalator = new Escalator(
                new EscalationPolicy(escalation.rules()),
                cluster,
                scheduler,
                tasks,
                ledger,
                ids,
                transactions,
                listener,
                doorbells.planning()::ring,
                clock);
    }

    @PreDestroy
    void close() {
        try {
            blocks.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LoadForecaster forecaster() {
        return config.forecaster().equals("ewma")
                ? new EwmaForecaster(config.forecastHalfLife())
                : new LastValueForecaster();
    }

    @Produces
    @Singleton
    public MarketConfig config() {
        return config;
    }

    @Produces
    @Singleton
    public ContentStore content() {
        return content;
    }

    @Produces
    @Singleton
    public Cluster cluster() {
        return cluster;
    }

    @Produces
    @Singleton
    public Scheduler scheduler() {
        return scheduler;
    }

    /** What the relay of snapshots asks. */
    @Produces
    @Singleton
    public Passages passages() {
        return scheduler.moves();
    }

    @Produces
    @Singleton
    public Tasks tasks() {
        return taskMarket;
    }

    @Produces
    @Singleton
    public Nodes nodes() {
        return nodeMarket;
    }

    @Produces
    @Singleton
    public NodeSessions sessions() {
        return sessionMarket;
    }

    @Produces
    @Singleton
    public Accounts accounts() {
        return accountMarket;
    }

    @Produces
    @Singleton
    public EscalationConfig escalation() {
        return escalation;
    }

    @Produces
    @Singleton
    public Escalator escalator() {
        return escalator;
    }

    @Produces
    @Singleton
    public ForecastTraining training() {
        return training;
    }

    @Produces
    @Singleton
    public LoadForecasts forecasts() {
        return forecasts;
    }
}
