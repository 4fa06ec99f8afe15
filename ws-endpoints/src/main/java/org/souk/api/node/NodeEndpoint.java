package org.souk.api.node;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.souk.api.http.Tokens;
import org.souk.api.socket.Closing;
import org.souk.api.socket.IdleTimers;
import org.souk.api.socket.Outbox;
import org.souk.api.socket.SessionWire;
import org.souk.api.socket.SocketThreads;
import org.souk.core.common.NodeId;
import org.souk.core.sessions.NodeSessions;
import org.souk.ipfs.Cid;
import org.souk.ipfs.ContentStore;
import org.souk.protocol.node.Frames;

/**
 * Connects an agent's WebSocket to its conversation.
 *
 * <p>The token counts when the session begins. A session may outlast it, or every agent would be cut off in the middle
 * of its work each time a token expires; but no session lasts longer than a day, so a revoked node is gone by then.
 */
@ServerEndpoint("/ws/node")
public class NodeEndpoint {
    private static final System.Logger LOG = System.getLogger(NodeEndpoint.class.getName());
    private static final int HELLO_SECONDS = 10;
    private static final int SESSION_HOURS = 24;
    /** Silence after which a connection is given up. An agent that lives sends a heartbeat every few seconds. */
    private static final long IDLE_MILLIS = 120_000;
    /** More than the attempts that a node can hold by far. */
    private static final int OUTBOX = 10_000;

    @Inject
    NodeSessions sessions;

    @Inject
    ContentStore store;

    @Inject
    SocketThreads threads;

    @Inject
    IdleTimers idleTimers;

    @Resource
    ManagedScheduledExecutorService executor;

    /** An agent's first words may be here, in another thread, before the session is open. */
    private final CountDownLatch opened = new CountDownLatch(1);

    private volatile NodeConversation conversation;
    private volatile List<Future<?>> deadlines = List.of();

    @OnOpen
    public void open(Session session) {
        try {
            begin(session);
        } finally {
            opened.countDown();
        }
    }

    private void begin(Session session) {
        SessionWire wire = new SessionWire(session);
        Optional<NodeId> node = Optional.ofNullable(session.getUserPrincipal())
                .filter(JsonWebToken.class::isInstance)
                .map(JsonWebToken.class::cast)
                .flatMap(token -> Tokens.caller(token).node());
        if (node.isEmpty()) {
            wire.close(new Closing(Closing.REFUSED, "the token names no node"));
            return;
        }
        session.setMaxTextMessageBufferSize(Frames.MAX_FRAME);
        idleTimers.limit(session, IDLE_MILLIS);
        AgentLink link = new AgentLink(new Outbox(wire, threads, OUTBOX));
        NodeConversation begun =
                new NodeConversation(node.get(), link, sessions, content -> store.complete(Cid.parse(content.value())));
        conversation = begun;
        deadlines = List.of(
                executor.schedule(begun::expectHello, HELLO_SECONDS, TimeUnit.SECONDS),
                executor.schedule(
                        () -> begun.end(Closing.GOING_AWAY, "the session has lasted a day: connect anew"),
                        SESSION_HOURS,
                        TimeUnit.HOURS));
    }

    @OnMessage(maxMessageSize = Frames.MAX_FRAME)
    public void text(String frame) throws InterruptedException {
        if (!opened.await(HELLO_SECONDS, TimeUnit.SECONDS) || conversation == null) {
            return;
        }
        conversation.receive(frame);
    }

    @OnMessage
    public void binary(ByteBuffer frame) throws InterruptedException {
        if (opened.await(HELLO_SECONDS, TimeUnit.SECONDS) && conversation != null) {
            conversation.end(Closing.UNSUPPORTED, "binary frames are not known here");
        }
    }

    @OnClose
    public void close(CloseReason reason) {
        deadlines.forEach(deadline -> deadline.cancel(false));
        if (conversation != null) {
            LOG.log(Level.DEBUG, "session of node {0} closed: {1}", conversation.node(), reason);
            conversation.closed();
        }
    }

    /** The container closes the session after an error; an agent that vanished is no news. */
    @OnError
    public void error(Session session, Throwable failure) {
        LOG.log(Level.DEBUG, "session " + session.getId() + " failed", failure);
    }
}
