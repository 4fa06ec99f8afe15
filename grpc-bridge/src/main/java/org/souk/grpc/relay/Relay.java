package org.souk.grpc.relay;

import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.souk.core.common.MigrationId;
import org.souk.core.migration.TransferEnded;
import org.souk.core.migration.TransferEnded.Outcome;
import org.souk.core.migration.TransferGrant;
import org.souk.core.migration.TransferGrants;
import org.souk.protocol.migration.Chunks;
import org.souk.protocol.migration.Opening;

/**
 * The crossings that are under way, and who may take part in them. Somebody must call {@link #sweep} every second or so.
 *
 * <p>Lock order: the relay's, then a crossing's, then a call's.
 */
public final class Relay implements AutoCloseable {
    private final TransferGrants passages;
    private final RelayLimits limits;
    private final Consumer<TransferEnded> listener;
    private final Clock clock;
    private final Map<MigrationId, RelayedTransfer> crossings = new HashMap<>();
    private final Map<RelayCall<?>, Instant> unopened = new ConcurrentHashMap<>();
    private boolean closed;

    /** @param listener hears of every snapshot that came through, or of which a part did */
    public Relay(TransferGrants passages, RelayLimits limits, Consumer<TransferEnded> listener, Clock clock) {
        this.passages = passages;
        this.limits = limits;
        this.listener = listener;
        this.clock = clock;
    }

    /** Moves of which a node is connected, or that were delivered just now. */
    public synchronized int size() {
        return crossings.size();
    }

    void expectOpening(RelayCall<?> call) {
        unopened.put(call, clock.instant().plus(limits.opening()));
    }

    void opened(RelayCall<?> call) {
        unopened.remove(call);
    }

    /**
     * Lets a node take part in a move.
     *
     * @param join run with the crossing, before anybody can end it
     * @throws StatusException when it may not
     */
    void enter(Opening opening, RelayEntry entrance, TransferGrant.Role role, Consumer<RelayedTransfer> join)
            throws StatusException {
        if (!Chunks.isMove(opening.getMove())) {
            throw refused(
                    Status.INVALID_ARGUMENT, "opening.move must have 1 to " + Chunks.LONGEST_MOVE + " characters");
        }
        if (opening.getOffset() < 0) {
            throw refused(Status.INVALID_ARGUMENT, "opening.offset must be below 2^63");
        }
        MigrationId move = new MigrationId(opening.getMove());
        TransferGrant passage = passages.of(move, entrance.secret(), entrance.node())
                .orElseThrow(() -> refused(Status.NOT_FOUND, "no such move of this node is under way"));
        if (passage.role() != role) {
            throw refused(
                    Status.PERMISSION_DENIED,
                    role == TransferGrant.Role.SOURCE ? "the target may not send" : "the source may not receive");
        }
        if (!clock.instant().isBefore(passage.until())) {
            throw refused(Status.DEADLINE_EXCEEDED, "the move's time is up");
        }
        synchronized (this) {
            if (closed) {
                throw refused(Status.UNAVAILABLE, "the relay is closing");
            }
            RelayedTransfer crossing = crossings.get(move);
            if (crossing == null) {
                if (crossings.size() >= limits.maxMoves()) {
                    throw refused(
                            Status.RESOURCE_EXHAUSTED, limits.maxMoves() + " moves are under way here: come again");
                }
                crossing = new RelayedTransfer(move, passage.limit());
                crossings.put(move, crossing);
            }
            join.accept(crossing);
        }
    }

    private static StatusException refused(Status status, String reason) {
        return status.withDescription(reason).asException();
    }

    /** A node has gone: nothing is kept of a crossing that is over. */
    void leave(RelayedTransfer crossing) {
        boolean over;
        synchronized (this) {
            over = crossing.isOver(limits.remembered()) && crossings.remove(crossing.move(), crossing);
        }
        if (over) {
            crossing.news().ifPresent(listener);
        }
    }

    /** Ends what the market does not want any more, what takes too long, and what never said which move it is of. */
    public void sweep() {
        Instant now = clock.instant();
        unopened.forEach((call, until) -> {
            if (call.isOpened()) {
                opened(call);
            } else if (!now.isBefore(until)) {
                call.fail(Status.DEADLINE_EXCEEDED.withDescription("opening was not said in time"));
                opened(call);
            }
        });
        List<RelayedTransfer> open;
        synchronized (this) {
            open = List.copyOf(crossings.values());
        }
        for (RelayedTransfer crossing : open) {
            crossing.anyone().ifPresent(entrance -> check(crossing, entrance, now));
            leave(crossing);
        }
    }

    private void check(RelayedTransfer crossing, RelayEntry entrance, Instant now) {
        Optional<TransferGrant> passage = passages.of(crossing.move(), entrance.secret(), entrance.node());
        Duration quiet = limits.quiet();
        if (passage.isEmpty()) {
            crossing.finish(Outcome.OVER, Status.ABORTED.withDescription("the move is over"));
        } else if (!now.isBefore(passage.get().until())) {
            crossing.finish(Outcome.TIMED_OUT, Status.DEADLINE_EXCEEDED.withDescription("the move's time is up"));
        } else if (crossing.isQuietFor(quiet)) {
            crossing.finish(
                    Outcome.TIMED_OUT,
                    Status.DEADLINE_EXCEEDED.withDescription("nothing moved for " + quiet.toSeconds() + " seconds"));
        }
    }

    /** Tells every node to call again, when there is a relay again. */
    @Override
    public void close() {
        List<RelayedTransfer> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(crossings.values());
            crossings.clear();
        }
        for (RelayedTransfer crossing : open) {
            crossing.finish(Outcome.CUT, Status.UNAVAILABLE.withDescription("the relay is closing"));
            crossing.news().ifPresent(listener);
        }
        unopened.keySet().forEach(call -> call.fail(Status.UNAVAILABLE.withDescription("the relay is closing")));
        unopened.clear();
    }
}
