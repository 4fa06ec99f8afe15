package org.souk.agent.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.souk.protocol.migration.Chunks;
import org.souk.protocol.node.PeerAddress;
import org.souk.protocol.node.TransferTicket;

/**
 * Transfers over gRPC. Nothing of gRPC is loaded before the first of them, and the transfer address is listened on from
 * the first arrival: an agent without moves pays nothing for them.
 */
public final class NodeTransfers implements Transfers {
    private final String marketHost;
    private final MarketTokens tokens;
    private final Optional<TransferAddress> offered;
    private final Optional<NodeCertificate> certificate;
    private final Set<Outgoing> outgoing = ConcurrentHashMap.newKeySet();
    private final Set<Incoming> incoming = ConcurrentHashMap.newKeySet();
    private DirectServer server;
    private boolean closed;

    /**
     * @param marketHost where the bridge is unless a ticket says otherwise
     * @param offered where other nodes may send to; empty: through the bridge only
     */
    public NodeTransfers(String marketHost, MarketTokens tokens, Optional<TransferAddress> offered) {
        this.marketHost = marketHost;
        this.tokens = tokens;
        this.offered = offered;
        this.certificate = offered.map(address -> NodeCertificate.create(Instant.now()));
    }

    @Override
    public Optional<PeerAddress> direct() {
        return offered.flatMap(address ->
                certificate.map(shown -> new PeerAddress(address.host(), address.port(), true, shown.fingerprint())));
    }

    @Override
    public Departure depart(TransferTicket ticket, Duration patience) {
        check(ticket);
        if (ticket.relay() == null && ticket.direct() == null) {
            throw new IllegalArgumentException(
                    "move " + ticket.move() + " has neither a bridge nor a target's address");
        }
        Outgoing departure = new Outgoing(ticket, marketHost, tokens, Deadline.of(patience));
        outgoing.add(departure);
        start("transfer-out", () -> {
            departure.run();
            outgoing.remove(departure);
        });
        return departure;
    }

    @Override
    public Arrival arrive(TransferTicket ticket, Path file, Duration patience) throws IOException {
        check(ticket);
        Optional<DirectServer> direct = server();
        Incoming arrival = new Incoming(ticket, file, marketHost, tokens, Deadline.of(patience), ended -> {
            direct.ifPresent(listening -> listening.forget(ended));
            incoming.remove(ended);
        });
        incoming.add(arrival);
        direct.ifPresent(listening -> listening.expect(arrival));
        if (ticket.relay() != null) {
            start("transfer-in", arrival::run);
        }
        return arrival;
    }

    private static void check(TransferTicket ticket) {
        if (!Chunks.isMove(ticket.move())) {
            throw new IllegalArgumentException("a move's name has 1 to " + Chunks.LONGEST_MOVE + " characters");
        }
        if (ticket.secret().isEmpty() || !ticket.secret().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("a move's secret consists of visible ASCII characters");
        }
    }

    private synchronized Optional<DirectServer> server() throws IOException {
        if (closed) {
            throw new IOException("this node takes part in no more transfers");
        }
        if (server == null && offered.isPresent() && certificate.isPresent()) {
            server = new DirectServer(offered.get(), certificate.get());
        }
        return Optional.ofNullable(server);
    }

    private static void start(String name, Runnable life) {
        Thread thread = new Thread(life, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        DirectServer listening;
        synchronized (this) {
            closed = true;
            listening = server;
            server = null;
        }
        outgoing.forEach(Outgoing::close);
        incoming.forEach(Incoming::close);
        if (listening != null) {
            listening.close();
        }
    }
}
