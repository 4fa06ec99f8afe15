package org.souk.agent.transfer;

import java.nio.file.Path;
import java.time.Duration;

/** The source's side of one transfer. */
public interface Departure extends AutoCloseable {
    /**
     * Waits until the target is connected and the way to it is warm, so that a program need not stand still for anything
     * but its own bytes.
     *
     * @return false when the time is up first
     * @throws TransferFailed when there will be no transfer
     */
    boolean awaitTarget(Duration atMost) throws TransferFailed, InterruptedException;

    /**
     * Sends a snapshot and waits until the target has all of it.
     *
     * @param file must not change meanwhile
     * @throws TransferFailed when it was given up; the target has nothing then, or says that it has everything to the
     *     market only
     */
    void send(Path file) throws TransferFailed, InterruptedException;

    /** Ends the transfer; a {@link #send} that still runs fails. */
    @Override
    void close();
}
