package org.souk.api.events;

import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger.Level;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.souk.api.http.Tokens;
import org.souk.api.socket.Closing;
import org.souk.api.socket.SessionWire;

/** Connects a listener's WebSocket to the subscribers. It only listens: what it says is refused. */
@ServerEndpoint("/ws/events")
public class EventEndpoint {
    private static final System.Logger LOG = System.getLogger(EventEndpoint.class.getName());

    @Inject
    Subscribers subscribers;

    private Subscriber subscriber;

    @OnOpen
    public void open(Session session) {
        if (session.getUserPrincipal() instanceof JsonWebToken token) {
            subscriber =
                    subscribers.add(session, Tokens.caller(token), Instant.ofEpochSecond(token.getExpirationTime()));
        } else {
            new SessionWire(session).close(new Closing(Closing.REFUSED, "there is no token"));
        }
    }

    @OnMessage
    public void pong(PongMessage pong) {
        if (subscriber != null) {
            subscriber.heard(Instant.now());
        }
    }

    @OnMessage(maxMessageSize = 1024)
    public void text(String frame) {
        if (subscriber != null) {
            subscriber.refuse("this socket only tells");
        }
    }

    @OnClose
    public void close(Session session, CloseReason reason) {
        LOG.log(Level.DEBUG, "listener {0} closed: {1}", session.getId(), reason);
        subscribers.remove(session);
    }

    /** The container closes the session after an error; a listener that vanished is no news. */
    @OnError
    public void error(Session session, Throwable failure) {
        LOG.log(Level.DEBUG, "listener " + session.getId() + " failed", failure);
    }
}
