package org.souk.grpc;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.souk.grpc.status.FailuresTold;

/**
 * A running gRPC server with the standard health service. Server reflection is off: who may call
 * knows the protocol.
 */
public final class GrpcServer implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Server server;
    private final HealthStatusManager health;

    private GrpcServer(Server server, HealthStatusManager health) {
        this.server = server;
        this.health = health;
    }

    /**
     * Starts a server.
     *
     * @param executor runs the calls
     * @throws UncheckedIOException if the address cannot be bound, or certificate and key cannot be used; the message names
     *     the setting
     */
    public static GrpcServer start(
            GrpcListener listener, GrpcLimits limits, Executor executor, List<ServerServiceDefinition> services) {
        HealthStatusManager health = new HealthStatusManager();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(listener.host(), listener.port()))
                .executor(executor)
                .maxInboundMessageSize(limits.maxMessageBytes())
                .maxConcurrentCallsPerConnection(limits.maxCallsPerConnection())
                .flowControlWindow(limits.windowBytes())
                .handshakeTimeout(limits.handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionIdle(limits.maxIdle().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTime(limits.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(limits.keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(limits.minKeepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true)
                .intercept(new FailuresTold())
                .addService(health.getHealthService());
        listener.tls().ifPresent(tls -> builder.sslContext(context(tls)));
        services.forEach(builder::addService);
        Server server = builder.build();
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot listen for gRPC on " + listener + " (souk.grpc.address, souk.grpc.port)", e);
        }
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
        return new GrpcServer(server, health);
    }

    private static SslContext context(GrpcListener.Tls tls) {
        try {
            return GrpcSslContexts.forServer(
                            tls.certificate().toFile(), tls.key().toFile())
                    .build();
        } catch (IOException e) {
            throw unusable(tls, e);
        } catch (IllegalArgumentException e) {
            throw unusable(tls, new IOException(e));
        }
    }

    private static UncheckedIOException unusable(GrpcListener.Tls tls, IOException e) {
        return new UncheckedIOException(
                "certificate and key for gRPC cannot be used: " + tls.certificate() + ", " + tls.key()
                        + " (souk.grpc.tls.certificate, souk.grpc.tls.key)",
                e);
    }

    /** The TCP port that the server listens on. */
    public int port() {
        return server.getPort();
    }

    /** Tells clients to go, gives open calls five seconds, then cuts them off. */
    @Override
    public void close() {
        health.enterTerminalState();
        server.shutdown();
        boolean interrupted = false;
        try {
            if (!server.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow().awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
