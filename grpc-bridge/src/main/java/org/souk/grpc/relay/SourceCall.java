package org.souk.grpc.relay;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.souk.core.migration.TransferGrant;
import org.souk.protocol.migration.Opening;
import org.souk.protocol.migration.SendRequest;
import org.souk.protocol.migration.SendResponse;
import org.souk.protocol.migration.Stand;
import org.souk.protocol.migration.Verified;

/** A call of {@code Send}: the source's end of a crossing. */
final class SourceCall extends RelayCall<SendResponse> implements StreamObserver<SendRequest> {
    SourceCall(Relay relay, RelayEntry entrance, ServerCallStreamObserver<SendResponse> responses) {
        super(relay, entrance, responses);
        begin();
    }

    @Override
    public void onNext(SendRequest request) {
        switch (request.getStepCase()) {
            case OPENING -> open(request.getOpening());
            case CHUNK -> crossing().ifPresent(c -> c.chunk(this, request.getChunk()));
            case WHOLE -> crossing().ifPresent(c -> c.whole(this, request.getWhole()));
            // A newer peer's word, of no meaning here.
            case STEP_NOT_SET -> request(1);
        }
    }

    private void open(Opening opening) {
        enter(opening, TransferGrant.Role.SOURCE, crossing -> crossing.join(this));
    }

    void stand(long offset) {
        next(SendResponse.newBuilder()
                .setStand(Stand.newBuilder().setOffset(offset))
                .build());
    }

    void verified(long size) {
        next(SendResponse.newBuilder()
                .setVerified(Verified.newBuilder().setSize(size))
                .build());
        complete();
    }

    /** The source says nothing more, which it may do after its last word only. */
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
