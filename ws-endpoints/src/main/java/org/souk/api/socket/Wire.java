package org.souk.api.socket;

import java.util.function.Consumer;

/** One WebSocket connection, as an {@link Outbox} uses it. */
public interface Wire {
    /**
     * Sends one text frame. Called for one frame at a time.
     *
     * @param done is told once whether it was sent
     */
    void send(String text, Consumer<Boolean> done);

    /** Closes the connection; does nothing when it is closed. */
    void close(Closing closing);
}
