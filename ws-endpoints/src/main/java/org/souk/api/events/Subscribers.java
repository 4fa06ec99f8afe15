package org.souk.api.events;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.souk.api.body.TaskBodies;
import org.souk.api.socket.Outbox;
import org.souk.api.socket.SessionWire;
import org.souk.api.socket.SocketThreads;
import org.souk.core.account.Caller;
import org.souk.core.events.TaskView;
import org.souk.core.live.LiveAttempt;
import org.souk.core.tasks.Tasks;
import org.souk.protocol.json.Json;

/** Everybody who listens. */
@ApplicationScoped
public class Subscribers {
    private static final System.Logger LOG = System.getLogger(Subscribers.class.getName());
    private static final int PING_SECONDS = 20;
    private static final Duration SILENCE = Duration.ofSeconds(3L * PING_SECONDS);
    private static final int OUTBOX = 2_000;

    @Inject
    SocketThreads threads;

    @Inject
    Tasks tasks;

    @Resource
    ManagedScheduledExecutorService executor;

    private final Map<Session, Subscriber> subscribers = new ConcurrentHashMap<>();
    private Future<?> pings;

    @PostConstruct
    void begin() {
        pings = executor.scheduleWithFixedDelay(this::ping, PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void end() {
        pings.cancel(false);
    }

    Subscriber add(Session session, Caller caller, Instant until) {
        Outbox outbox = new Outbox(new SessionWire(session), threads, OUTBOX);
        Subscriber subscriber = new Subscriber(caller, outbox, until, Instant.now());
        subscribers.put(session, subscriber);
        outbox.begin();
        return subscriber;
    }

    void remove(Session session) {
        Subscriber gone = subscribers.remove(session);
        if (gone != null) {
            gone.closed();
        }
    }

    /** Hears of every change of a task after it is committed. */
    void changed(@ObservesAsync TaskView view) {
        if (subscribers.isEmpty()) {
            return;
        }
        String event = Json.write(TaskBodies.event(view, Instant.now()));
        Supplier<String> frame = () -> event;
        subscribers.values().forEach(subscriber -> subscriber.changed(view.task(), frame));
    }

    /** Hears of every attempt that begins to run; that is not stored yet. */
    void started(@ObservesAsync LiveAttempt attempt) {
        Caller buyer = new Caller(attempt.task().buyer(), Set.of(), Optional.empty());
        if (!subscribers.isEmpty()) {
            changed(tasks.find(buyer, attempt.id()));
        }
    }

    private void ping() {
        Instant now = Instant.now();
        subscribers.forEach((session, subscriber) -> {
            if (!subscriber.isAlive(now, SILENCE)) {
                subscribers.remove(session);
                return;
            }
            try {
                session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
            } catch (IOException | IllegalStateException e) {
                LOG.log(Level.DEBUG, "listener " + session.getId() + " cannot be pinged", e);
            }
        });
    }
}
