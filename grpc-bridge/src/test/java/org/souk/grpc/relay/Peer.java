package org.souk.grpc.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.souk.protocol.migration.Chunk;
import org.souk.protocol.migration.Chunks;
import org.souk.protocol.migration.GivenUp;
import org.souk.protocol.migration.MigrationGrpc;
import org.souk.protocol.migration.Opening;
import org.souk.protocol.migration.ReceiveRequest;
import org.souk.protocol.migration.ReceiveResponse;
import org.souk.protocol.migration.SendRequest;
import org.souk.protocol.migration.SendResponse;
import org.souk.protocol.migration.Verified;
import org.souk.protocol.migration.Whole;
import org.souk.testing.Patience;

/**
 * One node's call as a test makes it by hand: every message and the end are taken up one by one.
 *
 * @param <Q> what it says
 * @param <A> what it hears
 */
final class Peer<Q, A> implements ClientResponseObserver<Q, A>, AutoCloseable {

    private final ManagedChannel channel;
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private ClientCallStreamObserver<Q> requests;

    private Peer(int port) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .directExecutor()
                .flowControlWindow(65_535)
                .build();
    }

    private static MigrationGrpc.MigrationStub stub(Peer<?, ?> peer, String token, String secret) {
        Metadata metadata = new Metadata();
        if (token != null) {
            metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        }
        if (secret != null) {
            metadata.put(Metadata.Key.of("souk-ticket", Metadata.ASCII_STRING_MARSHALLER), secret);
        }
        return MigrationGrpc.newStub(peer.channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    /** Calls {@code Send} and says which move. */
    static Peer<SendRequest, SendResponse> source(int port, String token, String secret, String move) {
        Peer<SendRequest, SendResponse> peer = new Peer<>(port);
        stub(peer, token, secret).send(peer);
        return peer.say(SendRequest.newBuilder()
                .setOpening(Opening.newBuilder().setMove(move))
                .build());
    }

    /** Calls {@code Receive} and says which move, and where it stands. */
    static Peer<ReceiveRequest, ReceiveResponse> target(
            int port, String token, String secret, String move, long offset) {
        Peer<ReceiveRequest, ReceiveResponse> peer = new Peer<>(port);
        stub(peer, token, secret).receive(peer);
        return peer.say(ReceiveRequest.newBuilder()
                .setOpening(Opening.newBuilder().setMove(move).setOffset(offset))
                .build());
    }

    static SendRequest chunk(long offset, byte... data) {
        return SendRequest.newBuilder().setChunk(Chunks.of(offset, data)).build();
    }

    static SendRequest whole(long size) {
        return SendRequest.newBuilder()
                .setWhole(Whole.newBuilder().setSize(size))
                .build();
    }

    static ReceiveRequest verified(long size) {
        return ReceiveRequest.newBuilder()
                .setVerified(Verified.newBuilder().setSize(size))
                .build();
    }

    static ReceiveRequest givenUp(String reason) {
        return ReceiveRequest.newBuilder()
                .setGivenUp(GivenUp.newBuilder().setReason(reason))
                .build();
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> observer) {
        requests = observer;
        observer.disableAutoRequestWithInitial(1);
    }

    Peer<Q, A> say(Q request) {
        requests.onNext(request);
        return this;
    }

    void silent() {
        requests.onCompleted();
    }

    /** As if the connection broke. */
    void vanish() {
        channel.shutdownNow();
    }

    boolean hasRoom() {
        return requests.isReady();
    }

    /** The next message. */
    @SuppressWarnings("unchecked")
    A hear() throws InterruptedException {
        Object next = next();
        assertThat(next).isNotInstanceOf(Status.class);
        requests.request(1);
        return (A) next;
    }

    Chunk hearChunk() throws InterruptedException {
        return ((ReceiveResponse) hear()).getChunk();
    }

    long hearStand() throws InterruptedException {
        SendResponse response = (SendResponse) hear();
        assertThat(response.getStepCase()).isEqualTo(SendResponse.StepCase.STAND);
        return response.getStand().getOffset();
    }

    boolean hearsNothing() {
        return heard.isEmpty();
    }

    /** How the call ended, which must be what comes next. */
    Status end() throws InterruptedException {
        Object next = next();
        assertThat(next).isInstanceOf(Status.class);
        return (Status) next;
    }

    private Object next() throws InterruptedException {
        Object next = heard.poll(Patience.SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("something is heard").isNotNull();
        return next;
    }

    @Override
    public void onNext(A response) {
        heard.add(response);
    }

    @Override
    public void onError(Throwable failure) {
        heard.add(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
        heard.add(Status.OK);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
