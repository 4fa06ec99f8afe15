package org.souk.it.harness;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.souk.protocol.json.Json;
import org.souk.protocol.node.AgentFrame;
import org.souk.protocol.node.AgentFrame.HeldAttempt;
import org.souk.protocol.node.Frames;
import org.souk.protocol.node.MarketFrame;
import org.souk.protocol.node.MoveAbility;
import org.souk.protocol.rest.EnrolResponse;
import org.souk.protocol.rest.HardwareBody;
import org.souk.testing.Eventually;
import org.souk.testing.Patience;

/**
 * Speaks an agent's language on a WebSocket and says what a test tells it, good or bad. Once welcomed it sends heartbeats
 * for what it holds, so that it keeps its leases until it falls silent.
 */
public final class PretendedAgent implements AutoCloseable {
    /** How a session ended. */
    public record Closed(int code, String reason) {}

    public static final HardwareBody HARDWARE =
            new HardwareBody("Linux", "amd64", "Pretended", 64, 64L << 30, 256L << 30, "17", "test", "jvm");

    private static final long PULSE_MILLIS = 500;

    private final EnrolResponse enrolment;
    private final BlockingQueue<MarketFrame> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final Map<String, HeldAttempt> held = new ConcurrentHashMap<>();
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(PretendedAgent::daemon);
    private final WebSocket socket;

    private PretendedAgent(EnrolResponse enrolment, String token) {
        this.enrolment = enrolment;
        this.socket = connect(Frames.PATH, token, new Listening());
    }

    /** Connects, and says nothing yet. */
    public static PretendedAgent connect(EnrolResponse enrolment) {
        return new PretendedAgent(enrolment, Api.token(enrolment.clientId(), enrolment.clientSecret()));
    }

    /** Connects and is welcomed. */
    public static PretendedAgent welcomed(EnrolResponse enrolment) {
        PretendedAgent agent = connect(enrolment);
        agent.hello();
        agent.await(MarketFrame.Welcome.class);
        agent.pulse.scheduleAtFixedRate(agent::beat, PULSE_MILLIS, PULSE_MILLIS, TimeUnit.MILLISECONDS);
        return agent;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "pulse of a pretended agent");
        thread.setDaemon(true);
        return thread;
    }

    private void beat() {
        try {
            heartbeat(held.values().toArray(HeldAttempt[]::new));
        } catch (CompletionException gone) {
            pulse.shutdown();
        }
    }

    /** Says nothing more by itself; the connection stays. */
    public void fallSilent() {
        pulse.shutdownNow();
    }

    /** The HTTP status by which a handshake is refused. */
    public static int refusedHandshake(String path, String token) {
        try {
            connect(path, token, new WebSocket.Listener() {}).abort();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
        throw new AssertionError("the handshake at " + path + " was not refused");
    }

    /** @param token null for none */
    static WebSocket connect(String path, String token, WebSocket.Listener listener) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        return builder.buildAsync(SharedControlPlane.running().webSocketUrl(path), listener)
                .join();
    }

    public String node() {
        return enrolment.node().id();
    }

    public void hello(HeldAttempt... holding) {
        send(new AgentFrame.Hello(Frames.PROTOCOL, HARDWARE, null, null, new MoveAbility(null), List.of(holding)));
    }

    /** Names this attempt in its heartbeats from now on, and in one at once. */
    public void hold(HeldAttempt attempt) {
        held.put(attempt.task(), attempt);
        heartbeat(held.values().toArray(HeldAttempt[]::new));
    }

    /** Holds nothing of a task any more. */
    public void drop(String task) {
        held.remove(task);
    }

    public void heartbeat(HeldAttempt... holding) {
        send(new AgentFrame.Heartbeat(Instant.now(), 10, 20, 0, 0, List.of(holding)));
    }

    public void send(AgentFrame frame) {
        send(Json.write(frame));
    }

    public synchronized void send(String text) {
        socket.sendText(text, true).join();
    }

    public synchronized void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** The next frame of that kind; others are passed over. */
    public <T extends MarketFrame> T await(Class<T> kind) {
        return Eventually.present(
                "a frame " + kind.getSimpleName() + (closed.isDone() ? ", the session ended: " + closed.join() : ""),
                () -> Optional.ofNullable(frames.poll())
                        .filter(kind::isInstance)
                        .map(kind::cast));
    }

    /** Answers an assignment with a program that ran well and wrote nothing. */
    public void succeed(MarketFrame.Assign assigned, long fuel) {
        held.remove(assigned.task());
        send(new AgentFrame.Ended(
                assigned.task(), assigned.attempt(), "SUCCESS", "", 0, fuel, 1, 0, List.of(), null, null));
    }

    public Closed awaitClose() {
        try {
            return closed.get(Patience.SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("the market did not close the session", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    /** Vanishes without a word. */
    @Override
    public void close() {
        pulse.shutdownNow();
        socket.abort();
    }

    private final class Listening implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                MarketFrame frame = Json.read(text.toString(), MarketFrame.class);
                if (frame instanceof MarketFrame.Assign assign) {
                    held.put(assign.task(), new HeldAttempt(assign.task(), assign.attempt(), false, false, 0));
                }
                frames.add(frame);
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closed.complete(new Closed(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.complete(new Closed(1006, error.toString()));
        }
    }
}
