package org.souk.api.socket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** A Jakarta WebSocket session as a wire. */
public final class SessionWire implements Wire {
    private static final System.Logger LOG = System.getLogger(SessionWire.class.getName());

    private final Session session;

    public SessionWire(Session session) {
        this.session = session;
    }

    @Override
    public void send(String text, Consumer<Boolean> done) {
        try {
            session.getAsyncRemote().sendText(text, result -> {
                if (!result.isOK()) {
                    LOG.log(Level.DEBUG, "session " + session.getId() + " could not be sent to", result.getException());
                }
                done.accept(result.isOK());
            });
        } catch (IllegalStateException closed) {
            LOG.log(Level.DEBUG, "session " + session.getId() + " is closed", closed);
            done.accept(false);
        }
    }

    @Override
    public void close(Closing closing) {
        try {
            session.close(new CloseReason(CloseCodes.getCloseCode(closing.code()), closing.reason()));
        } catch (IOException | IllegalStateException gone) {
            LOG.log(Level.DEBUG, "session " + session.getId() + " was closed already", gone);
        }
    }
}
