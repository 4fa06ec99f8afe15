package org.souk.agent.work;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.souk.agent.transfer.Transfers;
import org.souk.protocol.node.AgentFrame.MoveFailed;
import org.souk.protocol.node.MarketFrame.AbortMove;
import org.souk.protocol.node.MarketFrame.DepartMove;
import org.souk.protocol.node.MarketFrame.ForgetMoved;
import org.souk.protocol.node.MarketFrame.PrepareMove;
import org.souk.protocol.node.MarketFrame.StartMoved;

/**
 * The orders of moves, of which this node is the source or the target. Every order may come twice, and one that comes for
 * what is not held is ignored: the heartbeats tell the market what is. Thread-safe.
 */
public final class Moves {
    private final Attempts attempts;
    private final Transfers transfers;
    private final Outbox outbox;
    private final Executor threads;
    private final Map<AttemptId, Departing> departing = new HashMap<>();

    Moves(Attempts attempts, Transfers transfers, Outbox outbox, Executor threads) {
        this.attempts = attempts;
        this.transfers = transfers;
        this.outbox = outbox;
        this.threads = threads;
    }

    /**
     * As target: gets ready.
     *
     * @throws IllegalArgumentException when the order is not complete
     */
    public void prepare(PrepareMove order) {
        require(order.move() != null, "move: is missing");
        require(order.run() != null, "run: is missing");
        require(order.ticket() != null, "ticket: is missing");
        require(order.move().equals(order.ticket().move()), "ticket.move: is of another move");
        AttemptId id = new AttemptId(order.run().task(), order.run().attempt());
        Optional<MigratedStart> there = arriving(id);
        if (there.isPresent() && there.get().isOf(order.move())) {
            there.get().answer();
            return;
        }
        MigratedStart arrival = new MigratedStart(id, order.ticket(), transfers, outbox, threads);
        attempts.arrive(order.run(), arrival);
    }

    /** As source: lets the program go. */
    public void depart(DepartMove order) {
        require(order.move() != null, "move: is missing");
        require(order.ticket() != null, "ticket: is missing");
        AttemptId id = new AttemptId(order.task(), order.attempt());
        Optional<Attempt> attempt = attempts.find(id);
        if (attempt.isEmpty()) {
            return;
        }
        Departing part;
        synchronized (this) {
            part = departing.get(id);
            if (part == null || !part.isOf(order.move())) {
                if (part != null) {
                    // The market knows one move of an attempt at a time.
                    part.abort();
                }
                try {
                    part = new Departing(
                            attempt.get(), order.move(), attempt.get().departureFile(), transfers, outbox, threads);
                } catch (IOException e) {
                    outbox.send(new MoveFailed(order.move(), id.task(), id.number(), e.getMessage()));
                    return;
                }
                departing.put(id, part);
            }
        }
        part.order(order.ticket());
    }

    /** As source: the program goes on. As target: the copy is dropped. */
    public void abort(AbortMove order) {
        AttemptId id = new AttemptId(order.task(), order.attempt());
        departing(id, order.move()).ifPresent(Departing::abort);
        if (arriving(id).filter(arrival -> arrival.isOf(order.move())).isPresent()) {
            attempts.drop(id, "the move was given up");
        }
    }

    /** As target: the program is this node's. */
    public void start(StartMoved order) {
        arriving(new AttemptId(order.task(), order.attempt()))
                .filter(arrival -> arrival.isOf(order.move()))
                .ifPresent(MigratedStart::takeOver);
    }

    /** As source: the program is another node's. */
    public void forget(ForgetMoved order) {
        AttemptId id = new AttemptId(order.task(), order.attempt());
        if (departing(id, order.move()).isPresent()) {
            attempts.leave(id, "it runs elsewhere");
        }
    }

    /** An attempt is over. */
    void ended(Attempt attempt) {
        Departing part;
        synchronized (this) {
            part = departing.get(attempt.id());
            if (part == null || !part.isFor(attempt)) {
                return;
            }
            departing.remove(attempt.id());
        }
        part.end();
    }

    private synchronized Optional<Departing> departing(AttemptId id, String move) {
        return Optional.ofNullable(departing.get(id)).filter(part -> part.isOf(move));
    }

    /** What comes, or waits here for its start. */
    private Optional<MigratedStart> arriving(AttemptId id) {
        return attempts.find(id)
                .map(Attempt::startPoint)
                .filter(MigratedStart.class::isInstance)
                .map(MigratedStart.class::cast)
                .filter(arrival -> !arrival.isTakenOver());
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(reason);
        }
    }
}
