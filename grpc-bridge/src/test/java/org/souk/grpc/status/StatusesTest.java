package org.souk.grpc.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.souk.core.common.ErrorCategory;
import org.souk.core.common.MarketException;
import org.souk.core.common.NotFound;
import org.souk.grpc.GrpcLimits;
import org.souk.grpc.GrpcListener;
import org.souk.grpc.GrpcServer;
import org.souk.grpc.v1.GetVersionRequest;
import org.souk.grpc.v1.GetVersionResponse;
import org.souk.grpc.v1.VersionServiceGrpc;

class StatusesTest {
    private static final class Categorised extends MarketException {
        private static final long serialVersionUID = 1L;

        private Categorised(ErrorCategory category) {
            super(category, "the words");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "USER, INVALID_ARGUMENT",
        "CONFLICT, FAILED_PRECONDITION",
        "NOT_FOUND, NOT_FOUND",
        "INSUFFICIENT_RESOURCES, RESOURCE_EXHAUSTED"
    })
    void everyFaultOfTheCallerHasItsStatusAndWords(ErrorCategory category, Status.Code code) {
        Status status = Statuses.of(new Categorised(category));
        assertThat(status.getCode()).isEqualTo(code);
        assertThat(status.getDescription()).isEqualTo("the words");
    }

    @Test
    void ourOwnFailuresTellNothingOfTheInside() {
        for (Throwable failure :
                List.of(new Categorised(ErrorCategory.INTERNAL), new IllegalStateException("the words"))) {
            Status status = Statuses.of(failure);
            assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
            assertThat(status.getDescription())
                    .startsWith("the market has failed, problem ")
                    .doesNotContain("the words");
        }
    }

    @Test
    void whatSaysItsStatusKeepsIt() {
        Status said = Status.ABORTED.withDescription("over");
        assertThat(Statuses.of(said.asException())).isEqualTo(said);
        assertThat(Statuses.of(said.asRuntimeException())).isEqualTo(said);
        assertThat(Statuses.of(new BadToken("it has expired")).getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void aCallerOfTheServerReadsTheStatusOfWhatAServiceThrows() throws InterruptedException {
        VersionServiceGrpc.VersionServiceImplBase throwing = new VersionServiceGrpc.VersionServiceImplBase() {
            @Override
            public void getVersion(GetVersionRequest request, StreamObserver<GetVersionResponse> responses) {
                throw new NotFound("version", 7);
            }
        };
        ExecutorService executor = Executors.newFixedThreadPool(2);
        GrpcServer server = GrpcServer.start(
                GrpcListener.loopback(0), GrpcLimits.DEFAULT, executor, List.of(throwing.bindService()));
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
        try {
            assertThatThrownBy(() -> VersionServiceGrpc.newBlockingStub(channel)
                            .getVersion(GetVersionRequest.getDefaultInstance()))
                    .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
                        assertThat(e.getStatus().getDescription()).isEqualTo("there is no version 7");
                    });
        } finally {
            channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
            server.close();
            executor.shutdownNow();
        }
    }
}
