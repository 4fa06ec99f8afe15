package org.souk.grpc.relay;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Optional;
import java.util.function.Consumer;
import org.souk.core.migration.TransferGrant;
import org.souk.grpc.status.Statuses;
import org.souk.protocol.migration.Opening;

/**
 * One node's call. Its messages come from one thread at a time; its end may come from any.
 *
 * @param <R> what the node is told
 */
abstract class RelayCall<R> {
    /** Handed to the network before this side says that it is not ready; bounds what waits for a slow reader. */
    private static final int AHEAD_BYTES = 512 * 1024;

    private final Relay relay;
    private final RelayEntry entrance;
    private final ServerCallStreamObserver<R> responses;
    private volatile RelayedTransfer crossing;
    private boolean ended;

    RelayCall(Relay relay, RelayEntry entrance, ServerCallStreamObserver<R> responses) {
        this.relay = relay;
        this.entrance = entrance;
        this.responses = responses;
        responses.disableAutoRequest();
        responses.setOnReadyThreshold(AHEAD_BYTES);
    }

    /** To be called once, when this call is ready to hear what comes. */
    final void begin() {
        responses.setOnCancelHandler(this::gone);
        relay.expectOpening(this);
        responses.request(1);
    }

    /** What this node shows. */
    final RelayEntry entrance() {
        return entrance;
    }

    /** Empty before the opening. */
    final Optional<RelayedTransfer> crossing() {
        if (crossing == null) {
            fail(Status.INVALID_ARGUMENT.withDescription("the first message must be opening"));
        }
        return Optional.ofNullable(crossing);
    }

    final boolean isOpened() {
        return crossing != null;
    }

    final void enter(Opening opening, TransferGrant.Role role, Consumer<RelayedTransfer> join) {
        if (crossing != null) {
            crossing.broken(Status.INVALID_ARGUMENT.withDescription("opening was said already"));
            return;
        }
        try {
            relay.enter(opening, entrance, role, entered -> {
                crossing = entered;
                join.accept(entered);
            });
        } catch (StatusException e) {
            fail(Statuses.of(e));
        }
    }

    /** The node's connection is gone, or the node has ended the call. */
    final void gone() {
        synchronized (this) {
            ended = true;
        }
        relay.opened(this);
        RelayedTransfer joined = crossing;
        if (joined != null) {
            left(joined);
            relay.leave(joined);
        }
    }

    abstract void left(RelayedTransfer joined);

    final void request(int messages) {
        responses.request(messages);
    }

    final boolean isReady() {
        return responses.isReady();
    }

    final ServerCallStreamObserver<R> responses() {
        return responses;
    }

    final synchronized void next(R response) {
        if (!ended) {
            responses.onNext(response);
        }
    }

    final synchronized void complete() {
        if (!ended) {
            ended = true;
            responses.onCompleted();
        }
    }

    final synchronized void fail(Status status) {
        if (!ended) {
            ended = true;
            responses.onError(status.asRuntimeException());
        }
    }
}
