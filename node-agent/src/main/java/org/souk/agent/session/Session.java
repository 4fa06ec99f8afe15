package org.souk.agent.session;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.souk.agent.load.Load;
import org.souk.agent.work.AttemptId;
import org.souk.agent.work.Attempts;
import org.souk.agent.work.Outbox;
import org.souk.client.Backoff;
import org.souk.client.MarketClient;
import org.souk.client.MarketRefused;
import org.souk.client.MarketUnreachable;
import org.souk.client.socket.FrameLink;
import org.souk.protocol.json.Json;
import org.souk.protocol.json.Malformed;
import org.souk.protocol.node.AgentFrame;
import org.souk.protocol.node.AgentFrame.Ended;
import org.souk.protocol.node.AgentFrame.Heartbeat;
import org.souk.protocol.node.AgentFrame.Hello;
import org.souk.protocol.node.MarketFrame;
import org.souk.protocol.node.MarketFrame.AbortMove;
import org.souk.protocol.node.MarketFrame.Acknowledge;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.protocol.node.MarketFrame.Cancel;
import org.souk.protocol.node.MarketFrame.DepartMove;
import org.souk.protocol.node.MarketFrame.ForgetMoved;
import org.souk.protocol.node.MarketFrame.OfferChanged;
import org.souk.protocol.node.MarketFrame.PrepareMove;
import org.souk.protocol.node.MarketFrame.Resume;
import org.souk.protocol.node.MarketFrame.StartMoved;
import org.souk.protocol.node.MarketFrame.Suspend;
import org.souk.protocol.node.MarketFrame.Welcome;

/**
 * Keeps a session with the market: connects, says hello, sends heartbeats and takes orders; when the connection breaks
 * it begins anew, later and later, while tasks go on. {@link #keep} occupies one thread until {@link #stop}.
 */
public final class Session implements Outbox {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());
    private static final Duration WELCOME_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int MISSED_BEATS = 3;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNPROCESSABLE = 422;
    private static final int REFUSALS_UNTIL_DROPPED = 3;

    private final MarketClient market;
    private final URI uri;
    private final Node node;
    private final Backoff backoff = new Backoff(Duration.ofMillis(500), LONGEST_WAIT, ThreadLocalRandom.current());
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private Attempts attempts;
    private int refusals;
    private boolean everWelcomed;
    private Duration leaseThird = LONGEST_WAIT;
    private volatile FrameLink welcomed;
    private volatile FrameLink connected;
    private volatile long heardAt;

    /** What a session tells of its node, and tells it. */
    public interface Node {
        /** The first frame, made anew for every session. */
        Hello hello();

        Load load();

        /** A session has begun, or the owner has changed what is for sale. */
        void selling(Welcome welcome);

        void selling(OfferChanged change);
    }

    /** @param uri of the market's endpoint for agents */
    public Session(MarketClient market, URI uri, Node node) {
        this.market = market;
        this.uri = uri;
        this.node = node;
    }

    /** Sends when a session is open, else drops: the next one begins with what is held and what was reported. */
    @Override
    public void send(AgentFrame frame) {
        FrameLink link = welcomed;
        if (link != null) {
            link.send(Json.write(frame));
        }
    }

    /** Whether the market has welcomed this agent. */
    public boolean isOpen() {
        return welcomed != null;
    }

    /**
     * Keeps a session until it is stopped.
     *
     * @throws MarketRefused when the market will never take this agent
     */
    public void keep(Attempts held) throws MarketRefused, InterruptedException {
        attempts = held;
        while (!stopped.isDone()) {
            try {
                converse();
            } catch (MarketUnreachable e) {
                LOG.log(Level.WARNING, "{0}", e.getMessage());
            } catch (MarketRefused e) {
                if (isFinal(e)) {
                    throw e;
                }
                LOG.log(Level.WARNING, "{0}", e.getMessage());
            } catch (IOException e) {
                LOG.log(Level.WARNING, "The session failed", e);
            }
            Duration wait = nextWait();
            if (!stopped.isDone()) {
                LOG.log(Level.INFO, "Connecting again in {0} ms", wait.toMillis());
                pause(wait);
            }
        }
    }

    private void pause(Duration wait) throws InterruptedException {
        try {
            stopped.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.log(Level.DEBUG, "Waited {0}", wait);
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing but stop completes this", e);
        }
    }

    /** Whoever holds attempts comes back while their leases last. */
    private Duration nextWait() {
        Duration wait = backoff.next();
        boolean hurries = !attempts.held().isEmpty() && wait.compareTo(leaseThird) > 0;
        return hurries ? leaseThird : wait;
    }

    /**
     * A role that does not fit, or a first hello that was refused, such as an offer of more than the machine has. All
     * else may be a server that is about to start or stop.
     */
    private boolean isFinal(MarketRefused e) {
        return e.status() == FORBIDDEN || (!everWelcomed && e.status() == UNPROCESSABLE);
    }

    private void converse() throws IOException, InterruptedException {
        String token = market.token();
        CompletableFuture<Welcome> welcome = new CompletableFuture<>();
        heardAt = System.nanoTime();
        FrameLink link;
        try {
            link = FrameLink.connect(market.http(), uri, token, new Orders(welcome));
        } catch (MarketRefused e) {
            if (e.status() == UNAUTHORIZED) {
                market.tokenRefused(token);
            }
            throw e;
        }
        connected = link;
        try {
            link.send(Json.write(node.hello()));
            Optional<Welcome> answer = welcome(link, welcome);
            if (answer.isPresent()) {
                welcomed(link, answer.get());
            }
        } finally {
            welcomed = null;
            connected = null;
            if (stopped.isDone()) {
                link.flush(FLUSH_TIMEOUT);
            }
            link.abort("is over");
        }
    }

    /** Empty when the agent was stopped meanwhile. */
    private Optional<Welcome> welcome(FrameLink link, CompletableFuture<Welcome> welcome)
            throws IOException, InterruptedException {
        try {
            CompletableFuture.anyOf(welcome, link.closed(), stopped)
                    .get(WELCOME_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new MarketUnreachable("the market did not answer to hello", e);
        } catch (ExecutionException e) {
            throw new IOException("the market's welcome failed", e.getCause());
        }
        if (!welcome.isDone()) {
            if (!link.closed().isDone()) {
                return Optional.empty();
            }
            FrameLink.Closed end = link.closed().join();
            if (end.isRefusal()) {
                throw new MarketRefused(UNPROCESSABLE, "the market refuses this agent: " + end.reason());
            }
            throw new MarketUnreachable("the market ended the session: " + end.reason(), null);
        }
        return Optional.of(welcome.join());
    }

    private void welcomed(FrameLink link, Welcome welcome) throws InterruptedException {
        everWelcomed = true;
        leaseThird = Duration.ofMillis(Math.max(1000, welcome.leaseMillis() / 3));
        // From here on new reports go straight to the market, so none falls between this and the loop below.
        welcomed = link;
        for (Ended report : attempts.unacknowledged()) {
            link.send(Json.write(report));
        }
        LOG.log(Level.INFO, "Connected to {0} as node {1}", market.server(), welcome.node());
        beat(link, Math.max(100, welcome.heartbeatMillis()));
        if (link.closed().isDone()) {
            over(link.closed().join());
        }
    }

    private void beat(FrameLink link, long everyMillis) throws InterruptedException {
        long began = System.nanoTime();
        long silence = TimeUnit.MILLISECONDS.toNanos(everyMillis * MISSED_BEATS) + TimeUnit.SECONDS.toNanos(5);
        while (!stopped.isDone()) {
            Load load = node.load();
            link.send(Json.write(new Heartbeat(
                    Instant.now(),
                    load.cpuPercent(),
                    load.ramPercent(),
                    load.taskCpuPercent(),
                    load.taskRamBytes(),
                    attempts.held())));
            link.ping();
            try {
                link.closed().get(everyMillis, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                long now = System.nanoTime();
                if (now - heardAt > silence) {
                    link.abort("the market is silent");
                    return;
                }
                if (now - began > silence) {
                    // A session that lasts: the next break is a new one.
                    backoff.reset();
                    refusals = 0;
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("a link never ends with a failure", e);
            }
        }
    }

    private void over(FrameLink.Closed end) {
        LOG.log(Level.WARNING, "The session is over: {0} ({1})", end.reason(), end.code());
        if (end.isRefusal() && ++refusals >= REFUSALS_UNTIL_DROPPED) {
            refusals = 0;
            for (Ended report : attempts.unacknowledged()) {
                LOG.log(Level.ERROR, "The market does not take this report, it is dropped: {0}", Json.write(report));
                attempts.acknowledge(new AttemptId(report.task(), report.attempt()));
            }
        }
    }

    /** Ends the session after everything that was sent. */
    public void stop() {
        FrameLink link = connected;
        stopped.complete(null);
        if (link != null) {
            link.close();
        }
    }

    private final class Orders implements FrameLink.Receiver, MarketFrame.Visitor {
        private final CompletableFuture<Welcome> welcome;

        private Orders(CompletableFuture<Welcome> welcome) {
            this.welcome = welcome;
        }

        @Override
        public void heard() {
            heardAt = System.nanoTime();
        }

        @Override
        public void receive(String frame) {
            try {
                Json.read(frame, MarketFrame.class).accept(this);
            } catch (Malformed e) {
                LOG.log(Level.ERROR, "A frame of the market is ignored: {0} {1}", e.field(), e.getMessage());
            } catch (IllegalArgumentException e) {
                LOG.log(Level.ERROR, "An order of the market is ignored: {0}", e.getMessage());
            }
        }

        @Override
        public void welcome(Welcome frame) {
            // Here and not where the welcome is awaited, so that it does not undo a change that comes right after it.
            node.selling(frame);
            attempts.meanUptime(Duration.ofMillis(Math.max(1, frame.meanUptimeMillis())));
            welcome.complete(frame);
        }

        @Override
        public void assign(Assign frame) {
            attempts.assign(frame);
        }

        @Override
        public void cancel(Cancel frame) {
            attempts.cancel(new AttemptId(frame.task(), frame.attempt()), frame.reason());
        }

        @Override
        public void suspend(Suspend frame) {
            attempts.suspend(new AttemptId(frame.task(), frame.attempt()));
        }

        @Override
        public void resume(Resume frame) {
            attempts.resume(new AttemptId(frame.task(), frame.attempt()));
        }

        @Override
        public void acknowledge(Acknowledge frame) {
            attempts.acknowledge(new AttemptId(frame.task(), frame.attempt()));
        }

        @Override
        public void offerChanged(OfferChanged frame) {
            node.selling(frame);
        }

        @Override
        public void prepareMove(PrepareMove frame) {
            attempts.moves().prepare(frame);
        }

        @Override
        public void departMove(DepartMove frame) {
            attempts.moves().depart(frame);
        }

        @Override
        public void abortMove(AbortMove frame) {
            attempts.moves().abort(frame);
        }

        @Override
        public void startMoved(StartMoved frame) {
            attempts.moves().start(frame);
        }

        @Override
        public void forgetMoved(ForgetMoved frame) {
            attempts.moves().forget(frame);
        }
    }
}
