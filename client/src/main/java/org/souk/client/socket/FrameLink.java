package org.souk.client.socket;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.souk.client.MarketRefused;
import org.souk.client.MarketUnreachable;
import org.souk.protocol.node.Frames;

/** A WebSocket that carries whole text frames in order. Thread-safe. */
public final class FrameLink implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FrameLink.class.getName());
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** How a link ended; the code is the WebSocket's, 1006 when it broke. */
    public record Closed(int code, String reason) {
        private static final int BROKEN = 1006;
        /** Protocol error, unsupported, malformed and refused, after RFC 6455. */
        private static final Set<Integer> REFUSALS = Set.of(1002, 1003, 1007, 1008);

        public static Closed broken(String reason) {
            return new Closed(BROKEN, reason);
        }

        /** Whether the market ended the session because of what this side said. */
        public boolean isRefusal() {
            return REFUSALS.contains(code);
        }
    }

    /** Takes what comes. */
    public interface Receiver {
        /** A whole frame, one at a time and in order. */
        void receive(String frame);

        /** Anything at all was heard, be it a part of a frame or the answer to a ping. */
        void heard();
    }

    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final WebSocket socket;
    private CompletableFuture<WebSocket> tail;

    private FrameLink(WebSocket socket, Reader reader) {
        this.socket = socket;
        this.tail = CompletableFuture.completedFuture(socket);
        CompletableFuture<?> unused = reader.closed.thenAccept(closed::complete);
    }

    /**
     * Connects.
     *
     * @throws MarketRefused when the handshake was refused
     * @throws MarketUnreachable when nobody answered
     */
    public static FrameLink connect(HttpClient http, URI uri, String token, Receiver receiver)
            throws IOException, InterruptedException {
        Reader reader = new Reader(receiver);
        try {
            WebSocket socket = http.newWebSocketBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(uri, reader)
                    .get();
            return new FrameLink(socket, reader);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                int status = refused.getResponse().statusCode();
                throw new MarketRefused(status, uri + " refused the session with HTTP status " + status);
            }
            throw new MarketUnreachable("no market answers at " + uri, e.getCause());
        }
    }

    /** Sends after everything that was sent before. */
    public void send(String frame) {
        inOrder(open -> open.sendText(frame, true));
    }

    /** Asks for a sign of life. */
    public void ping() {
        inOrder(open -> open.sendPing(ByteBuffer.allocate(0)));
    }

    private synchronized void inOrder(Function<WebSocket, CompletableFuture<WebSocket>> sending) {
        tail = tail.thenCompose(sending);
        tail.exceptionally(failure -> {
            abort("could not be written to");
            return null;
        });
    }

    /** Completes when the link has ended, from whichever side. */
    public CompletableFuture<Closed> closed() {
        return closed;
    }

    /** Drops the connection. */
    public void abort(String reason) {
        socket.abort();
        closed.complete(Closed.broken(reason));
    }

    /** Says good-bye after everything that was sent before. */
    @Override
    public void close() {
        inOrder(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    }

    /** Waits until everything was written, or the time is up. */
    public void flush(Duration atMost) throws InterruptedException {
        CompletableFuture<WebSocket> last;
        synchronized (this) {
            last = tail;
        }
        try {
            last.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, "The last frames were not written: {0}", e.getMessage());
        }
    }

    private static final class Reader implements WebSocket.Listener {
        private final Receiver receiver;
        private final CompletableFuture<Closed> closed = new CompletableFuture<>();
        private final StringBuilder parts = new StringBuilder();

        private Reader(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            receiver.heard();
            if (parts.length() + data.length() > Frames.MAX_FRAME) {
                socket.abort();
                closed.complete(Closed.broken("the market sent a frame that is too long"));
                return null;
            }
            parts.append(data);
            if (last) {
                String frame = parts.toString();
                parts.setLength(0);
                receiver.receive(frame);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            receiver.heard();
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(new Closed(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete(
                    Closed.broken(error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage()));
        }
    }
}
