package org.souk.agent.transfer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.souk.core.account.Caller;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.migration.TransferGrant;
import org.souk.core.migration.TransferGrant.Role;
import org.souk.core.units.Bytes;
import org.souk.grpc.GrpcLimits;
import org.souk.grpc.GrpcListener;
import org.souk.grpc.GrpcServer;
import org.souk.grpc.relay.Relay;
import org.souk.grpc.relay.RelayLimits;
import org.souk.grpc.relay.RelayService;
import org.souk.grpc.status.BadToken;
import org.souk.grpc.token.Callers;
import org.souk.protocol.node.PeerAddress;

/** The market's bridge, which knows one move: from the node "source" to the node "target". Their tokens are their names. */
final class Bridge implements AutoCloseable {
    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private final Relay relay;
    private final GrpcServer server;

    private Bridge(GrpcListener listener) {
        Instant until = Instant.now().plus(Duration.ofMinutes(5));
        relay = new Relay(
                (move, secret, caller) -> role(caller)
                        .filter(role -> move.value().equals("move-1") && secret.equals(Loopback.SECRET))
                        .map(role -> new TransferGrant(move, role, new Bytes(Loopback.LIMIT), until)),
                RelayLimits.DEFAULT,
                ended -> {},
                Clock.systemUTC());
        Callers callers = token -> {
            if (token.startsWith("expired")) {
                throw new BadToken("the token has expired");
            }
            return new Caller(new AccountId("a"), Set.of(), Optional.of(new NodeId(token)));
        };
        server =
                GrpcServer.start(listener, GrpcLimits.DEFAULT, executor, List.of(RelayService.guarded(relay, callers)));
    }

    static Bridge open() {
        return open(0);
    }

    static Bridge open(int port) {
        return new Bridge(GrpcListener.loopback(port));
    }

    static Bridge open(GrpcListener listener) {
        return new Bridge(listener);
    }

    private static Optional<Role> role(NodeId node) {
        return switch (node.value()) {
            case "source" -> Optional.of(Role.SOURCE);
            case "target" -> Optional.of(Role.TARGET);
            default -> Optional.empty();
        };
    }

    int port() {
        return server.port();
    }

    PeerAddress address() {
        return at(port());
    }

    static PeerAddress at(int port) {
        return new PeerAddress(null, port, false, null);
    }

    @Override
    public void close() {
        relay.close();
        server.close();
        executor.shutdownNow();
    }

    /** Tokens that are to be renewed never. */
    static MarketTokens token(String token) {
        return new MarketTokens() {
            @Override
            public String current() {
                return token;
            }

            @Override
            public void refused(String refused) {
                // There is no other.
            }
        };
    }
}
