package org.souk.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.grpc.v1.GetVersionRequest;
import org.souk.grpc.v1.VersionServiceGrpc;
import org.souk.testing.Patience;

class GrpcServerTest {

    private static final GrpcLimits SMALL = new GrpcLimits(
            1024,
            10,
            65_535,
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30));

    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private GrpcServer server;
    private ManagedChannel channel;

    @BeforeEach
    void start() {
        server = GrpcServer.start(
                GrpcListener.loopback(0), SMALL, executor, List.of(new VersionService("1.2.3").bindService()));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() throws InterruptedException {
        channel.shutdownNow().awaitTermination(Patience.SECONDS, TimeUnit.SECONDS);
        server.close();
        executor.shutdownNow();
    }

    @Test
    void versionServiceTellsBuildAndProtocol() {
        var answer = VersionServiceGrpc.newBlockingStub(channel).getVersion(GetVersionRequest.getDefaultInstance());

        assertThat(answer.getName()).isEqualTo("souk");
        assertThat(answer.getVersion()).isEqualTo("1.2.3");
        assertThat(answer.getProtocol()).isEqualTo(VersionService.PROTOCOL);
    }

    @Test
    void healthServiceSaysServing() {
        var answer = HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance());

        assertThat(answer.getStatus()).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void messageOverTheLimitIsRefused() {
        var request =
                HealthCheckRequest.newBuilder().setService("x".repeat(2000)).build();

        assertThatThrownBy(() -> HealthGrpc.newBlockingStub(channel).check(request))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
    }

    @Test
    void portInUseIsNamedInTheError() {
        assertThatThrownBy(() -> GrpcServer.start(GrpcListener.loopback(server.port()), SMALL, executor, List.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageContaining("souk.grpc.port");
    }

    @Test
    void closedServerRefusesCalls() {
        server.close();

        assertThatThrownBy(() ->
                        VersionServiceGrpc.newBlockingStub(channel).getVersion(GetVersionRequest.getDefaultInstance()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    }
}
