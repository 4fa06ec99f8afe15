package org.souk.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.souk.agent.home.AgentHome;
import org.souk.agent.home.NodeIdentity;
import org.souk.agent.load.Load;
import org.souk.agent.load.Machine;
import org.souk.agent.session.Session;
import org.souk.agent.transfer.MarketTokens;
import org.souk.agent.transfer.NodeTransfers;
import org.souk.agent.transfer.Transfers;
import org.souk.agent.work.AgentContext;
import org.souk.agent.work.Attempts;
import org.souk.agent.work.PoolPolicy;
import org.souk.agent.work.ReportStore;
import org.souk.agent.work.WorkerPool;
import org.souk.agent.work.WorkerProcesses;
import org.souk.client.Credentials;
import org.souk.client.MarketAddress;
import org.souk.client.MarketClient;
import org.souk.client.MarketRefused;
import org.souk.client.content.ContentCache;
import org.souk.client.content.MarketContent;
import org.souk.client.file.Folders;
import org.souk.protocol.node.AgentFrame.Hello;
import org.souk.protocol.node.Frames;
import org.souk.protocol.node.MarketFrame.OfferChanged;
import org.souk.protocol.node.MarketFrame.Welcome;
import org.souk.protocol.node.MoveAbility;
import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.HardwareBody;
import org.souk.protocol.rest.OfferBody;
import org.souk.runtime.isolation.Isolation;
import org.souk.runtime.worker.WorkerOptions.Enclosure;

/**
 * The agent of one node. {@link #run} works until {@link #stop} is called, which ends it within ten seconds: tasks that
 * run are given back to the market.
 */
public final class Agent implements Session.Node {
    private static final System.Logger LOG = System.getLogger(Agent.class.getName());
    private static final Duration POOL_TICK = Duration.ofMillis(250);
    private static final Duration STOP_ATTEMPTS = Duration.ofSeconds(6);

    private final AgentHome home;
    private final AgentOptions options;
    private final Machine machine;
    private final HardwareBody hardware;
    private final WorkerPool pool;
    private final Session session;
    private final Transfers transfers;
    private final Attempts attempts;
    private final ExecutorService workerStarts = Executors.newFixedThreadPool(2, daemons("worker-start"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemons("timer"));
    private final CountDownLatch done = new CountDownLatch(1);
    private NodeIdentity identity;
    private boolean greeted;

    /**
     * Sets up the agent of an enrolled home, which the caller has locked.
     *
     * @throws IOException when the home cannot be used
     */
    public Agent(AgentHome home, NodeIdentity identity, AgentOptions options) throws IOException {
        this.home = home;
        this.identity = identity;
        this.options = options;
        this.machine = new Machine();
        Isolation isolation = Isolation.strongest(Path.of(System.getProperty("java.home")));
        this.hardware = machine.hardware(home.folder(), isolation.level());
        MarketAddress address = MarketAddress.of(identity.server(), identity.webSocket());
        MarketClient market =
                new MarketClient(address.server(), new Credentials(identity.clientId(), identity.clientSecret()));
        Path scratch = Folders.cleared(home.folder().resolve("scratch"));
        MarketContent content = new MarketContent(market, scratch);
        WorkerProcesses workers =
                new WorkerProcesses(Files.createDirectories(home.workers()), workerStarts, enclosure(home, isolation));
        this.pool = new WorkerPool(workers, PoolPolicy.forCores(machine.cores()), System::nanoTime);
        this.session = new Session(market, address.webSocket(Frames.PATH), this);
        AgentContext context = AgentContext.in(
                home.runs(), ContentCache.open(home.cache(), options.cacheBytes(), content), content, pool);
        this.transfers =
                new NodeTransfers(address.server().getHost(), MarketTokens.of(market), options.transferAddress());
        this.attempts = new Attempts(context, ReportStore.open(home.reports()), transfers, session);
    }

    /** Workers see what tasks are made of, and not the agent's own secrets beside it. */
    private static Enclosure enclosure(AgentHome home, Isolation isolation) throws IOException {
        return new Enclosure(
                isolation,
                List.of(Files.createDirectories(home.cache())),
                List.of(Files.createDirectories(home.runs())));
    }

    /**
     * Works until it is stopped.
     *
     * @throws MarketRefused when the market will never take this agent
     */
    public void run() throws MarketRefused, InterruptedException {
        LOG.log(
                Level.INFO,
                "Node {0} ''{1}'' starts, process {2}, home {3}",
                identity.node(),
                identity.name(),
                Long.toString(ProcessHandle.current().pid()),
                home.folder());
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(this::tendPool, 0, POOL_TICK.toMillis(), TimeUnit.MILLISECONDS);
        try {
            session.keep(attempts);
        } finally {
            timer.shutdownNow();
            transfers.close();
            pool.close();
            workerStarts.shutdown();
            done.countDown();
        }
    }

    private void tendPool() {
        try {
            pool.tick();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The pool of workers could not be tended", e);
        }
    }

    /** Gives running tasks back to the market, says good-bye and ends {@link #run}. */
    public void stop() throws InterruptedException {
        LOG.log(Level.INFO, "Stopping: tasks that run are given back to the market");
        attempts.stop(STOP_ATTEMPTS);
        session.stop();
        if (!done.await(3, TimeUnit.SECONDS)) {
            LOG.log(Level.WARNING, "The session did not end in time");
        }
    }

    @Override
    public Hello hello() {
        OfferBody offer = greeted ? null : options.offer().orElse(null);
        AvailabilityName availability = greeted ? null : options.availability().orElse(null);
        return new Hello(
                Frames.PROTOCOL,
                hardware,
                offer,
                availability,
                new MoveAbility(transfers.direct().orElse(null)),
                attempts.held());
    }

    @Override
    public Load load() {
        return machine.measure(pool.pids());
    }

    @Override
    public void selling(Welcome welcome) {
        // What the command line asked for is the market's now; later sessions must not undo a change made since.
        greeted = true;
        keep(welcome.offer(), welcome.availability());
    }

    @Override
    public void selling(OfferChanged change) {
        keep(change.offer(), change.availability());
    }

    private synchronized void keep(OfferBody offer, AvailabilityName availability) {
        NodeIdentity changed = identity.selling(offer, availability);
        if (changed.equals(identity)) {
            return;
        }
        identity = changed;
        LOG.log(Level.INFO, "For sale: {0}, {1}", changed.offer(), changed.availability());
        try {
            home.save(changed);
        } catch (IOException e) {
            throw new UncheckedIOException("the offer could not be written to " + home.folder(), e);
        }
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
