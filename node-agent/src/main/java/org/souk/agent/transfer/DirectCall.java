package org.souk.agent.transfer;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.souk.agent.transfer.SnapshotSink.Verdict;
import org.souk.protocol.migration.Opening;
import org.souk.protocol.migration.SendRequest;
import org.souk.protocol.migration.SendResponse;
import org.souk.protocol.migration.Stand;
import org.souk.protocol.migration.Verified;

/** One call of {@code Send} at a target. gRPC calls it from one thread at a time. */
final class DirectCall implements StreamObserver<SendRequest> {
    private static final System.Logger LOG = System.getLogger(DirectCall.class.getName());
    /** Chunks asked for ahead, so that the next is there when one is stored. */
    private static final int AHEAD = 2;

    private final Map<String, Incoming> expected;
    private final String secret;
    private final ServerCallStreamObserver<SendResponse> responses;
    private Incoming incoming;
    private boolean ended;

    DirectCall(Map<String, Incoming> expected, String secret, ServerCallStreamObserver<SendResponse> responses) {
        this.expected = expected;
        this.secret = secret;
        this.responses = responses;
        responses.disableAutoRequest();
        responses.request(1);
    }

    @Override
    public void onNext(SendRequest request) {
        if (ended) {
            return;
        }
        switch (request.getStepCase()) {
            case OPENING -> open(request.getOpening());
            case CHUNK -> {
                if (isOpen()) {
                    act(incoming.take(request.getChunk()));
                }
            }
            case WHOLE -> {
                if (isOpen()) {
                    act(incoming.take(request.getWhole()));
                }
            }
            // A newer peer's word, of no meaning here.
            case STEP_NOT_SET -> responses.request(1);
        }
    }

    private void open(Opening opening) {
        if (incoming != null) {
            refuse(Status.INVALID_ARGUMENT.withDescription("opening was said already"));
            return;
        }
        Incoming found = expected.get(opening.getMove());
        if (found == null) {
            refuse(Status.NOT_FOUND.withDescription("this node does not wait for that move"));
            return;
        }
        if (!found.isSecret(secret)) {
            refuse(Status.UNAUTHENTICATED.withDescription("this is not the move's secret"));
            return;
        }
        incoming = found;
        responses.onNext(SendResponse.newBuilder()
                .setStand(Stand.newBuilder().setOffset(incoming.stand()))
                .build());
        responses.request(AHEAD);
    }

    private boolean isOpen() {
        if (incoming == null) {
            refuse(Status.INVALID_ARGUMENT.withDescription("the first message must be opening"));
            return false;
        }
        return true;
    }

    private void act(Verdict verdict) {
        switch (verdict) {
            case STORED, DUPLICATE -> responses.request(1);
            case OUT_OF_STEP -> refuse(Status.UNAVAILABLE.withDescription("out of step: ask where to go on"));
            case CORRUPTED -> refuse(Status.DATA_LOSS.withDescription("a checksum is wrong: send it again"));
            case TOO_LARGE -> refuse(Status.OUT_OF_RANGE.withDescription(incoming.reason()));
            case SPOILT, GIVEN_UP -> refuse(Status.ABORTED.withDescription(incoming.reason()));
            case COMPLETE -> {
                ended = true;
                responses.onNext(SendResponse.newBuilder()
                        .setVerified(Verified.newBuilder().setSize(incoming.stand()))
                        .build());
                responses.onCompleted();
            }
        }
    }

    private void refuse(Status status) {
        ended = true;
        responses.onError(status.asRuntimeException());
    }

    @Override
    public void onError(Throwable failure) {
        ended = true;
        LOG.log(Level.DEBUG, "a source that came straight is gone", failure);
    }

    /** The source says nothing more, and waits for an answer that it has got or will not get. */
    @Override
    public void onCompleted() {
        if (!ended) {
            refuse(Status.INVALID_ARGUMENT.withDescription("the snapshot was not sent to its end"));
        }
    }
}
