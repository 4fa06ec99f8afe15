package org.souk.agent.transfer;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import org.souk.agent.transfer.SnapshotSink.Verdict;
import org.souk.protocol.migration.GivenUp;
import org.souk.protocol.migration.Opening;
import org.souk.protocol.migration.ReceiveRequest;
import org.souk.protocol.migration.ReceiveResponse;
import org.souk.protocol.migration.Verified;

/** One call of {@code Receive} at the bridge. Asks for a chunk only when there is room for it. */
final class ReceiveCall implements ClientResponseObserver<ReceiveRequest, ReceiveResponse> {
    /** Chunks asked for ahead, so that the next is there when one is stored. */
    private static final int AHEAD = 2;

    private final Incoming incoming;
    private final Object lock;
    private ClientCallStreamObserver<ReceiveRequest> requests;
    private Status ended;
    private boolean answered;
    private boolean busy;

    ReceiveCall(Incoming incoming, Object lock) {
        this.incoming = incoming;
        this.lock = lock;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ReceiveRequest> observer) {
        requests = observer;
        observer.disableAutoRequestWithInitial(AHEAD);
    }

    void open(String move) {
        requests.onNext(ReceiveRequest.newBuilder()
                .setOpening(Opening.newBuilder().setMove(move).setOffset(incoming.stand()))
                .build());
    }

    /** To be read under the lock: null while the call lives. */
    Status ended() {
        return ended;
    }

    /** To be read under the lock: whether the last word has been said, so that the bridge will end the call. */
    boolean isAnswered() {
        return answered;
    }

    /** To be read under the lock: whether something that came is being looked at, to which an answer may be due. */
    boolean isBusy() {
        return busy;
    }

    void cancel(String reason) {
        requests.cancel(reason, null);
    }

    @Override
    public void onNext(ReceiveResponse response) {
        busy(true);
        try {
            hear(response);
        } finally {
            busy(false);
        }
    }

    private void busy(boolean now) {
        synchronized (lock) {
            busy = now;
            lock.notifyAll();
        }
    }

    private void hear(ReceiveResponse response) {
        if (answered) {
            // Was on its way when the last word was said.
            return;
        }
        switch (response.getStepCase()) {
            case CHUNK -> act(incoming.take(response.getChunk()));
            case WHOLE -> act(incoming.take(response.getWhole()));
            // A newer peer's word, of no meaning here.
            case STEP_NOT_SET -> requests.request(1);
        }
    }

    private void act(Verdict verdict) {
        switch (verdict) {
            case STORED, DUPLICATE -> requests.request(1);
            case OUT_OF_STEP, CORRUPTED -> cancel("the next call says where to go on");
            case COMPLETE ->
                answer(ReceiveRequest.newBuilder()
                        .setVerified(Verified.newBuilder().setSize(incoming.stand()))
                        .build());
            case TOO_LARGE, SPOILT, GIVEN_UP ->
                answer(ReceiveRequest.newBuilder()
                        .setGivenUp(GivenUp.newBuilder()
                                .setReason(incoming.reason())
                                .setTooLarge(verdict == Verdict.TOO_LARGE))
                        .build());
        }
    }

    private void answer(ReceiveRequest last) {
        synchronized (lock) {
            answered = true;
        }
        requests.onNext(last);
        requests.onCompleted();
        requests.request(1);
    }

    @Override
    public void onError(Throwable failure) {
        end(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
        end(Status.OK);
    }

    private void end(Status status) {
        synchronized (lock) {
            ended = status;
            lock.notifyAll();
        }
    }
}
