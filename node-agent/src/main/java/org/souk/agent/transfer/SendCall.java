package org.souk.agent.transfer;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.OptionalLong;
import org.souk.protocol.migration.SendRequest;
import org.souk.protocol.migration.SendResponse;

/**
 * One call of {@code Send}, as its caller sees it. The caller's thread waits on the lock, which is rung at every change;
 * what is read here is read under it.
 */
final class SendCall implements ClientResponseObserver<SendRequest, SendResponse> {
    private final Object lock;
    private ClientCallStreamObserver<SendRequest> requests;
    private long stand = -1;
    private boolean verified;
    private Status ended;

    SendCall(Object lock) {
        this.lock = lock;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<SendRequest> observer) {
        requests = observer;
        observer.setOnReadyHandler(this::ring);
    }

    /** To be called without the lock, by one thread. */
    ClientCallStreamObserver<SendRequest> requests() {
        return requests;
    }

    /** Where the target stands, once it is there. */
    OptionalLong stand() {
        return stand < 0 ? OptionalLong.empty() : OptionalLong.of(stand);
    }

    boolean isVerified() {
        return verified;
    }

    /** Null while the call lives. */
    Status ended() {
        return ended;
    }

    @Override
    public void onNext(SendResponse response) {
        synchronized (lock) {
            switch (response.getStepCase()) {
                case STAND -> stand = response.getStand().getOffset();
                case VERIFIED -> verified = true;
                case STEP_NOT_SET -> {
                    // A newer peer's word, of no meaning here.
                }
            }
            lock.notifyAll();
        }
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

    private void ring() {
        synchronized (lock) {
            lock.notifyAll();
        }
    }
}
