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
import org.souk.core.account.ClientStore;
import org.souk.core.accounts.Accounts;
import org.souk.core.common.ChangeSequence;
import org.souk.core.common.MarketClock;
import org.souk.core.common.SteadyClock;
import org.souk.core.common.Transactions;
import org.souk.core.events.TaskListener;
import org.souk.core.forecast.LoadForecaster;
import org.souk.core.forecast.LoadStore;
import org.souk.core.forecast.ModelStore;
import org.souk.core.forecasting.ForecastTraining;
import org.souk.core.forecasting.LoadForecasts;
import org.souk.core.leader.Doorbells;
import org.souk.core.ledger.Billing;
import org.souk.core.ledger.Ledger;
import org.souk.core.market.Market;
import org.souk.core.market.MarketRules;
import org.souk.core.market.Ports;
import org.souk.core.market.Stores;
import org.souk.core.migration.TransferGrants;
import org.souk.core.node.NodeStore;
import org.souk.core.nodes.Nodes;
import org.souk.core.sessions.NodeSessions;
import org.souk.core.sessions.SessionRules;
import org.souk.core.settlement.SettlementRules;
import org.souk.core.task.TaskStore;
import org.souk.core.tasks.Tasks;
import org.souk.ejb.config.EscalationConfig;
import org.souk.ejb.config.ForecastConfig;
import org.souk.ejb.config.MarketConfig;
import org.souk.ejb.config.MigrationConfig;
import org.souk.ejb.config.NodeConfig;
import org.souk.ejb.config.PlannerConfig;
import org.souk.ejb.config.ScoringConfig;
import org.souk.ejb.config.SharingConfig;
import org.souk.ejb.matching.CelExpressions;
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
    ClientStore clients;

    @Inject
    Ledger ledger;

    @Inject
    LoadStore loads;

    @Inject
    ModelStore models;

    @Inject
    ChangeSequence changes;

    @Inject
    Transactions transactions;

    @Inject
    TaskListener listener;

    @Inject
    Doorbells doorbells;

    private MarketConfig config;
    private EscalationConfig escalation;
    private FileBlockStore blocks;
    private ContentStore content;
    private Market market;

    @PostConstruct
    void build() {
        config = MarketConfig.read(properties);
        escalation = EscalationConfig.read(properties);
        try {
            blocks = FileBlockStore.open(config.home().resolve(BLOCKS), config.storeBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the block store in " + config.home(), e);
        }
        content = new ContentStore(blocks);
        market = new Market(
                new Stores(transactions, changes, tasks, nodes, accounts, clients, ledger, loads, models),
                new Ports(
                        listener,
                        doorbells,
                        new StoredContent(content, config.moduleBytes()),
                        new Argon2SecretHasher(),
                        new CelExpressions(),
                        forecaster(),
                        new LoadTraining()),
                rules(),
                new SteadyClock(Clock.systemUTC(), System::nanoTime));
    }

    private MarketRules rules() {
        MigrationConfig moving = MigrationConfig.read(properties);
        SharingConfig sharing = SharingConfig.read(properties);
        return new MarketRules(
                new SessionRules(config.heartbeat(), config.lease(), moving.meanUptime()),
                new MarketRules.Planning(PlannerConfig.read(properties), ScoringConfig.read(properties)),
                new SettlementRules(new Billing(config.feeBasisPoints()), config.maxAttempts()),
                moving.rules(),
                Optional.of(moving.relay()),
                new MarketRules.Sharing(sharing.plans(), sharing.halfLife()),
                NodeConfig.read(properties).rules(),
                escalation.rules(),
                ForecastConfig.read(properties).rules());
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
    public EscalationConfig escalation() {
        return escalation;
    }

    @Produces
    @Singleton
    public ContentStore content() {
        return content;
    }

    @Produces
    @Singleton
    public Market market() {
        return market;
    }

    @Produces
    @Singleton
    public MarketClock clock() {
        return market.clock();
    }

    /** What the relay of snapshots asks. */
    @Produces
    @Singleton
    public TransferGrants passages() {
        return market.passages();
    }

    @Produces
    @Singleton
    public Tasks tasks() {
        return market.tasks();
    }

    @Produces
    @Singleton
    public Nodes nodes() {
        return market.nodes();
    }

    @Produces
    @Singleton
    public NodeSessions sessions() {
        return market.sessions();
    }

    @Produces
    @Singleton
    public Accounts accounts() {
        return market.accounts();
    }

    @Produces
    @Singleton
    public ForecastTraining training() {
        return market.training();
    }

    @Produces
    @Singleton
    public LoadForecasts forecasts() {
        return market.forecasts();
    }
}
