package org.souk.grpc.relay;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.souk.core.migration.TransferGrant;
import org.souk.protocol.migration.Opening;
import org.souk.protocol.migration.ReceiveRequest;
import org.souk.protocol.migration.ReceiveResponse;

/** A call of {@code Receive}: the target's end of a crossing. */
final class TargetCall extends RelayCall<ReceiveResponse> implements StreamObserver<ReceiveRequest> {
    private volatile long offset;

    TargetCall(Relay relay, RelayEntry entrance, ServerCallStreamObserver<ReceiveResponse> responses) {
        super(relay, entrance, responses);
        responses.setOnReadyHandler(this::ready);
        begin();
    }

    /** Where the target stood when it called. */
    long offset() {
        return offset;
    }

    private void ready() {
        if (isOpened()) {
            crossing().ifPresent(c -> c.drain(this));
        }
    }

    @Override
    public void onNext(ReceiveRequest request) {
        switch (request.getStepCase()) {
            case OPENING -> open(request.getOpening());
            case VERIFIED ->
                crossing().ifPresent(c -> c.verified(this, request.getVerified().getSize()));
            case GIVEN_UP -> crossing().ifPresent(c -> c.givenUp(this, request.getGivenUp()));
            // A newer peer's word, of no meaning here.
            case STEP_NOT_SET -> request(1);
        }
    }

    private void open(Opening opening) {
        offset = opening.getOffset();
        enter(opening, TransferGrant.Role.TARGET, crossing -> crossing.join(this));
    }

    /** The target says nothing more, which it may do after its last word only. */
    @Override
    public void onCompleted() {
        crossing().ifPresent(c -> c.silent(this));
    }

    @Override
    public void onError(Throwable failure) {
        gone();
    }

    @Override
    void left(RelayedTransfer joined) {
        joined.left(this);
    }
}
