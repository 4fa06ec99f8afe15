package org.souk.grpc.relay;

import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.souk.core.common.MigrationId;
import org.souk.core.migration.TransferEnded;
import org.souk.core.migration.TransferEnded.Outcome;
import org.souk.core.units.Bytes;
import org.souk.protocol.migration.Chunk;
import org.souk.protocol.migration.Chunks;
import org.souk.protocol.migration.GivenUp;
import org.souk.protocol.migration.ReceiveResponse;
import org.souk.protocol.migration.Whole;

/**
 * The way of one move's snapshot through the relay. Bytes flow while both sides are there, as fast as the target takes
 * them; no more than {@value #AHEAD} chunks wait here. When one side goes while they flow, the other is told to call again.
 * What is whole is for the two nodes to see: only order, size and the passage are checked here.
 *
 * <p>Thread-safe. Times are those of {@link System#nanoTime}.
 */
final class RelayedTransfer {
    /** Chunks that the source may send ahead of what the target has taken. */
    static final int AHEAD = 3;

    private static final int LONGEST_REASON = 500;

    private final MigrationId move;
    private final long limit;
    private final Deque<ReceiveResponse> waiting = new ArrayDeque<>(AHEAD);
    private SourceCall source;
    private TargetCall target;
    private boolean flowing;
    private long begunAt;
    private long lastAt;
    private boolean moving;
    private boolean wholeSent;
    private long emptyAt = System.nanoTime();
    private long next;
    private long carried;
    private int cuts;
    private long size = -1;
    private long deliveredAt;
    private Outcome outcome = Outcome.CUT;

    RelayedTransfer(MigrationId move, Bytes limit) {
        this.move = move;
        this.limit = limit.count();
    }

    MigrationId move() {
        return move;
    }

    /** The source is there; a former call of its is over. */
    synchronized void join(SourceCall call) {
        if (isDelivered()) {
            call.verified(size);
            return;
        }
        if (source != null) {
            source.fail(taken());
            interrupt("the source has called again");
        }
        source = call;
        flowIfBothAreThere();
    }

    /** The target is there; a former call of its is over. */
    synchronized void join(TargetCall call) {
        if (isDelivered() && call.offset() == size) {
            call.complete();
            return;
        }
        // A target that begins anew wants it once more.
        size = -1;
        if (target != null) {
            target.fail(taken());
            target = null;
            interrupt("the target has called again");
        }
        target = call;
        target.request(1);
        flowIfBothAreThere();
    }

    private static Status taken() {
        return Status.ABORTED.withDescription("a newer call of this node has taken this one's place");
    }

    private void flowIfBothAreThere() {
        if (source == null || target == null) {
            return;
        }
        flowing = true;
        moving = false;
        wholeSent = false;
        waiting.clear();
        next = target.offset();
        source.stand(next);
        source.request(AHEAD);
    }

    /** Whoever is left is told to call again: only the target knows what has arrived. */
    private void interrupt(String reason) {
        if (!flowing) {
            return;
        }
        flowing = false;
        cuts++;
        waiting.clear();
        Status status = Status.UNAVAILABLE.withDescription(reason + ": call again");
        if (source != null) {
            source.fail(status);
            source = null;
        }
        if (target != null) {
            target.fail(status);
            target = null;
        }
    }

    synchronized void chunk(SourceCall from, Chunk chunk) {
        if (from != source || !flowing) {
            return;
        }
        if (!Chunks.wellFormed(chunk)) {
            broken(Status.INVALID_ARGUMENT.withDescription(
                    "chunk.data must have 1 to " + Chunks.MAX_BYTES + " bytes, and chunk.offset not be negative"));
            return;
        }
        if (Chunks.end(chunk) > limit) {
            finish(
                    Outcome.REFUSED,
                    Status.OUT_OF_RANGE.withDescription(
                            "the snapshot is larger than the " + limit + " bytes of this move"));
            return;
        }
        if (chunk.getOffset() > next) {
            broken(Status.INVALID_ARGUMENT.withDescription(
                    "chunk.offset is " + chunk.getOffset() + " after " + next + " bytes"));
            return;
        }
        long now = System.nanoTime();
        if (!moving) {
            moving = true;
            begunAt = begunAt == 0 ? now : begunAt;
        }
        lastAt = now;
        next = Math.max(next, Chunks.end(chunk));
        carried += chunk.getData().size();
        forward(ReceiveResponse.newBuilder().setChunk(chunk).build());
    }

    synchronized void whole(SourceCall from, Whole whole) {
        if (from != source || !flowing) {
            return;
        }
        lastAt = System.nanoTime();
        moving = true;
        wholeSent = true;
        forward(ReceiveResponse.newBuilder().setWhole(whole).build());
    }

    private void forward(ReceiveResponse response) {
        waiting.add(response);
        drain(target);
    }

    /** The target has room again. */
    synchronized void drain(TargetCall to) {
        if (to != target || !flowing) {
            return;
        }
        while (!waiting.isEmpty() && target.isReady()) {
            target.next(waiting.remove());
            source.request(1);
            lastAt = System.nanoTime();
        }
    }

    synchronized void verified(TargetCall from, long bytes) {
        if (from != target || !flowing) {
            return;
        }
        flowing = false;
        size = bytes;
        deliveredAt = System.nanoTime();
        outcome = Outcome.DELIVERED;
        source.verified(bytes);
        source = null;
        target.complete();
        target = null;
    }

    synchronized void givenUp(TargetCall from, GivenUp word) {
        if (from != target) {
            return;
        }
        String reason = word.getReason();
        Status.Code code = word.getTooLarge() ? Status.Code.OUT_OF_RANGE : Status.Code.ABORTED;
        target.complete();
        target = null;
        finish(
                Outcome.REFUSED,
                code.toStatus()
                        .withDescription("the target has given up: "
                                + reason.substring(0, Math.min(LONGEST_REASON, reason.length()))));
    }

    /** The source will say nothing more, which is right after the whole: else it is as if it had gone. */
    synchronized void silent(SourceCall from) {
        if (from == source && !wholeSent) {
            source.fail(Status.INVALID_ARGUMENT.withDescription("the snapshot was not sent to its end"));
            left(from);
        }
    }

    /** The target will say nothing more, without a last word: as if it had gone. */
    synchronized void silent(TargetCall from) {
        if (from == target && !isDelivered()) {
            target.complete();
            left(from);
        }
    }

    synchronized void left(SourceCall call) {
        if (call == source) {
            source = null;
            interrupt("the source is gone");
            emptyAt = System.nanoTime();
        }
    }

    synchronized void left(TargetCall call) {
        if (call == target) {
            target = null;
            interrupt("the target is gone");
            emptyAt = System.nanoTime();
        }
    }

    /** One side does not keep to the protocol: neither goes on, since nobody knows what the other has got. */
    synchronized void broken(Status status) {
        if (!isDelivered()) {
            finish(Outcome.REFUSED, status);
        }
    }

    /** Ends what is left of it. */
    synchronized void finish(Outcome how, Status status) {
        flowing = false;
        waiting.clear();
        if (!isDelivered()) {
            outcome = how;
        }
        if (source != null) {
            source.fail(status);
            source = null;
        }
        if (target != null) {
            target.fail(status);
            target = null;
        }
        emptyAt = System.nanoTime();
    }

    /** True when bytes have flowed, and then nothing for so long. */
    synchronized boolean isQuietFor(Duration time) {
        return flowing && moving && System.nanoTime() - lastAt > time.toNanos();
    }

    synchronized Optional<RelayEntry> anyone() {
        return Optional.<RelayCall<?>>ofNullable(source)
                .or(() -> Optional.ofNullable(target))
                .map(RelayCall::entrance);
    }

    private boolean isDelivered() {
        return size >= 0;
    }

    /** True when nobody is there, nor is expected to come again. */
    synchronized boolean isOver(Duration remembered) {
        if (isDelivered()) {
            return System.nanoTime() - deliveredAt > remembered.toNanos();
        }
        boolean empty = source == null && target == null;
        return empty && (begunAt == 0 || System.nanoTime() - emptyAt > remembered.toNanos());
    }

    /** What came of it; empty when no byte has flowed. */
    synchronized Optional<TransferEnded> news() {
        if (begunAt == 0 && !isDelivered()) {
            return Optional.empty();
        }
        long until = isDelivered() ? deliveredAt : lastAt;
        Duration took = begunAt == 0 ? Duration.ZERO : Duration.ofNanos(until - begunAt);
        return Optional.of(new TransferEnded(move, outcome, new Bytes(carried), took, cuts));
    }
}
