package org.souk.agent.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.souk.protocol.node.PeerAddress;
import org.souk.protocol.node.TransferTicket;

/** This node's part in transfers of snapshots. Safe for use by many threads; several transfers may run at once. */
public interface Transfers extends AutoCloseable {
    /** Where other nodes can send to without the bridge, for the session's {@code hello}; empty where none is offered. */
    Optional<PeerAddress> direct();

    /**
     * Begins to send: the way to the target is opened now, in the background, so that no time is lost once there is a
     * snapshot.
     *
     * @param patience how long the transfer may take, from now until everything is there
     */
    Departure depart(TransferTicket ticket, Duration patience);

    /**
     * Begins to receive: from now on the source is waited for.
     *
     * @param file is written anew and empty when this returns; holds the whole snapshot when {@link Arrival#await} returns, and is deleted when the
     *     transfer fails
     * @param patience how long the transfer may take, from now until everything is there
     * @throws IOException when the file cannot be written or the transfer address cannot be listened on
     */
    Arrival arrive(TransferTicket ticket, Path file, Duration patience) throws IOException;

    /** Sends and waits until the target has everything. */
    default void send(Path file, TransferTicket ticket, Duration patience) throws IOException, InterruptedException {
        try (Departure departure = depart(ticket, patience)) {
            departure.send(file);
        }
    }

    /** Waits for a snapshot until it is there. */
    default void receive(TransferTicket ticket, Path file, Duration patience) throws IOException, InterruptedException {
        try (Arrival arrival = arrive(ticket, file, patience)) {
            arrival.await();
        }
    }

    /** Ends all transfers. */
    @Override
    void close();
}
