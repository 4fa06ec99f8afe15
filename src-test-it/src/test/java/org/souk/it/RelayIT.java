package org.souk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.it.harness.Api;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.Seller;
import org.souk.protocol.migration.MigrationGrpc;
import org.souk.protocol.migration.Opening;
import org.souk.protocol.migration.SendRequest;
import org.souk.protocol.migration.SendResponse;
import org.souk.protocol.rest.EnrolResponse;
import org.souk.testing.Patience;

/** Who may send a snapshot through the running market's relay. */
class RelayIT {
    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1", MARKET.controlPlane().grpcPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void callWithoutATokenIsRefused() throws Exception {
        assertThat(send(null).getCode()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(send("no token at all").getCode()).isEqualTo(Code.UNAUTHENTICATED);
    }

    @Test
    void tokenOfAPersonIsNoNodes() throws Exception {
        Seller seller = MARKET.seller();
        String token = Api.token(seller.account().clientId(), seller.account().secret());

        assertThat(send(token).getCode()).isEqualTo(Code.PERMISSION_DENIED);
    }

    /** The token is good, and the market is asked. */
    @Test
    void nodeFindsNoMoveThatIsNotItsOwn() throws Exception {
        EnrolResponse node = MARKET.seller().enrol("relayed", Seller.smallOffer());

        Status end = send(Api.token(node.clientId(), node.clientSecret()));

        assertThat(end.getCode()).isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void metricsTellOfTransfers() {
        assertThat(Api.anonymous().get("//metrics").expect(200).text())
                .containsPattern("souk_transfers[^\\n]*outcome=\"delivered\"")
                .contains("souk_transfer_bytes", "souk_transfer_cuts", "souk_transfer_millis");
    }

    /** How a call ends that says which move it is of, and nothing else. */
    private Status send(String token) throws Exception {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("souk-ticket", Metadata.ASCII_STRING_MARSHALLER), "guessed");
        if (token != null) {
            metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        }
        CompletableFuture<Status> end = new CompletableFuture<>();
        StreamObserver<SendRequest> requests = MigrationGrpc.newStub(channel)
                .withDeadlineAfter(Patience.SECONDS, TimeUnit.SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                .send(new StreamObserver<SendResponse>() {
                    @Override
                    public void onNext(SendResponse response) {
                        end.completeExceptionally(new AssertionError("the relay answers: " + response));
                    }

                    @Override
                    public void onError(Throwable failure) {
                        end.complete(Status.fromThrowable(failure));
                    }

                    @Override
                    public void onCompleted() {
                        end.complete(Status.OK);
                    }
                });
        requests.onNext(SendRequest.newBuilder()
                .setOpening(Opening.newBuilder().setMove("0123456789abcdef"))
                .build());
        return end.get(Patience.TEST_SECONDS, TimeUnit.SECONDS);
    }
}
