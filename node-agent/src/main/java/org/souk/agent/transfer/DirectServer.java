package org.souk.agent.transfer;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.souk.protocol.migration.Chunks;

/** Takes snapshots from other nodes without the bridge, for the moves that this node waits for. */
final class DirectServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int MAX_CALLS = 4;
    private static final int HANDSHAKE_SECONDS = 5;
    private static final int MIN_KEEP_ALIVE_SECONDS = 5;
    private static final int IDLE_SECONDS = 30;
    private static final int GRACE_MILLIS = 500;
    /** What may be on its way to this side in one connection. */
    private static final int WINDOW_BYTES = 2 << 20;

    private final Map<String, Incoming> expected = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "transfer-direct");
        thread.setDaemon(true);
        return thread;
    });
    private final Server server;

    /** @throws IOException when the address cannot be listened on; the message names it */
    DirectServer(TransferAddress address, NodeCertificate certificate) throws IOException {
        BindableService service = new DirectService(expected);
        server = NettyServerBuilder.forAddress(new InetSocketAddress(address.host(), address.port()))
                .sslContext(GrpcSslContexts.configure(
                                SslContextBuilder.forServer(certificate.key(), certificate.certificate()))
                        .build())
                .executor(threads)
                .flowControlWindow(WINDOW_BYTES)
                .maxInboundMessageSize(Chunks.MAX_MESSAGE_BYTES)
                .maxConcurrentCallsPerConnection(MAX_CALLS)
                .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                .maxConnectionIdle(IDLE_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveTime(MIN_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .addService(ServerInterceptors.intercept(service, new SecretRequired()))
                .build();
        try {
            server.start();
        } catch (IOException e) {
            threads.shutdown();
            throw new IOException(
                    "cannot listen for transfers on " + address.host() + ":" + address.port() + ": " + e.getMessage(),
                    e);
        }
    }

    /** Lets the source of this move in. */
    void expect(Incoming incoming) {
        expected.put(incoming.move(), incoming);
    }

    void forget(Incoming incoming) {
        expected.remove(incoming.move(), incoming);
    }

    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
    }
}
