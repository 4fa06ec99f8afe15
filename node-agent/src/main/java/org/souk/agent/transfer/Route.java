package org.souk.agent.transfer;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.souk.protocol.migration.Chunks;
import org.souk.protocol.node.PeerAddress;

/**
 * A way for the bytes: a connection of its own for each transfer, so that one whose reader is slow holds up no other.
 *
 * @param straight to the target itself, not to the market's bridge
 */
record Route(ManagedChannel channel, boolean straight) implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final int CONNECT_MILLIS = 1500;
    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final int KEEP_ALIVE_PATIENCE_SECONDS = 5;
    /** What may be on its way to this side: bounds its memory, and the speed over long distances. */
    private static final int WINDOW_BYTES = 2 << 20;

    /**
     * Does not connect yet.
     *
     * @param defaultHost where the address names none
     */
    static Route to(PeerAddress address, String defaultHost, boolean straight) {
        String host = address.host() == null ? defaultHost : address.host();
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(host, address.port())
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .flowControlWindow(WINDOW_BYTES)
                .maxInboundMessageSize(Chunks.MAX_MESSAGE_BYTES)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_PATIENCE_SECONDS, TimeUnit.SECONDS)
                .disableServiceConfigLookUp()
                .disableRetry();
        if (address.tls()) {
            builder.sslContext(tls(address));
        } else {
            builder.usePlaintext();
        }
        return new Route(builder.build(), straight);
    }

    private static SslContext tls(PeerAddress address) {
        SslContextBuilder tls = GrpcSslContexts.forClient();
        if (address.certificate() != null) {
            tls.trustManager(new PinnedCertificate(address.certificate()));
        }
        try {
            return tls.build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java has no TLS for gRPC", e);
        }
    }

    /** What proves this node's right to the target of a move. */
    static Metadata ticket(String secret) {
        Metadata metadata = new Metadata();
        metadata.put(SecretRequired.TICKET, secret);
        return metadata;
    }

    /** What proves it to the bridge; no other node may see the token. */
    static Metadata ticket(String secret, String token) {
        Metadata metadata = ticket(secret);
        metadata.put(AUTHORIZATION, "Bearer " + token);
        return metadata;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
