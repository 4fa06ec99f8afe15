package org.souk.grpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A running gRPC server on the loopback address with the standard health service. Server reflection is off: who may call
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
     * @param port TCP port, or 0 for any free one
     * @param executor runs the calls
     * @throws UncheckedIOException if the port cannot be bound; the message names it
     */
    public static GrpcServer start(
            int port, GrpcLimits limits, Executor executor, List<? extends BindableService> services) {
        HealthStatusManager health = new HealthStatusManager();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .executor(executor)
                .maxInboundMessageSize(limits.maxMessageBytes())
                .maxConcurrentCallsPerConnection(limits.maxCallsPerConnection())
                .handshakeTimeout(limits.handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionIdle(limits.maxIdle().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(limits.minKeepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(health.getHealthService());
        services.forEach(builder::addService);
        Server server = builder.build();
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen for gRPC on 127.0.0.1:" + port + " (souk.grpc.port)", e);
        }
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
        return new GrpcServer(server, health);
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
