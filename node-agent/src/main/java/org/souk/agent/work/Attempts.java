package org.souk.agent.work;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.souk.agent.transfer.Transfers;
import org.souk.core.replay.RunEnd;
import org.souk.protocol.node.AgentFrame.Ended;
import org.souk.protocol.node.AgentFrame.HeldAttempt;
import org.souk.protocol.node.AgentFrame.Resumed;
import org.souk.protocol.node.AgentFrame.Started;
import org.souk.protocol.node.AgentFrame.Suspended;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.runtime.snapshot.SnapshotKey;

/**
 * The attempts that a node holds, from the assignment to the market's acknowledgement. Every order may come twice.
 * Thread-safe.
 */
public final class Attempts {
    private static final System.Logger LOG = System.getLogger(Attempts.class.getName());

    private final AgentContext context;
    private final ReportStore reports;
    private final Outbox outbox;
    private final ExecutorService threads;
    private final ScheduledExecutorService clock;
    private final Moves moves;
    private final Checkpointing checkpointing;
    private final Map<AttemptId, Attempt> held = new LinkedHashMap<>();
    private final Set<AttemptId> over = latest(1000);
    private volatile Duration meanUptime = Duration.ofHours(6);
    private boolean stopping;

    public Attempts(AgentContext context, ReportStore reports, Transfers transfers, Outbox outbox) {
        this.context = context;
        this.reports = reports;
        this.outbox = outbox;
        this.moves = new Moves(this, transfers, outbox, this::execute);
        AtomicLong numbers = new AtomicLong();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "attempt-" + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "checkpoints");
            thread.setDaemon(true);
            return thread;
        });
        this.checkpointing = new Checkpointing(clock, this::execute, context.market(), outbox, () -> meanUptime);
    }

    /** The last ones that were added. */
    private static <T> Set<T> latest(int most) {
        return Collections.newSetFromMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<T, Boolean> eldest) {
                return size() > most;
            }
        });
    }

    /**
     * Takes an order to run a task. One that comes again for what is settled, or has gone to another node, is ignored: its
     * number is not used again.
     *
     * @throws IllegalArgumentException when the order is not complete
     */
    public void assign(Assign assign) {
        AttemptId id = new AttemptId(assign.task(), assign.attempt());
        requireComplete(assign);
        Attempt attempt;
        synchronized (this) {
            if (over.contains(id)) {
                return;
            }
            Attempt former = held.get(id);
            if (former != null) {
                if (!isUnowned(former)) {
                    return;
                }
                former.drop("the task was assigned anew");
            }
            var ended = reports.find(id);
            if (ended.isPresent()) {
                outbox.send(ended.get());
                return;
            }
            attempt = begin(id, assign, startPoint(assign));
            supersede(id);
        }
        run(attempt);
    }

    private StartPoint startPoint(Assign assign) {
        return assign.resumeFrom() == null
                ? StartPoint.FRESH
                : new FromCheckpoint(assign.resumeFrom(), context.market());
    }

    /** Takes the copy of a program that comes from another node; a former one of the same attempt is dropped. */
    void arrive(Assign assign, MigratedStart arrival) {
        AttemptId id = new AttemptId(assign.task(), assign.attempt());
        requireComplete(assign);
        Attempt attempt;
        synchronized (this) {
            Attempt former = held.get(id);
            if (former != null) {
                if (!isUnowned(former)) {
                    return;
                }
                former.drop("another move has begun");
            }
            attempt = begin(id, assign, arrival);
            arrival.of(attempt);
        }
        run(attempt);
    }

    /** Whether it was dropped, or is a copy that was never started: the market counts on neither. */
    private static boolean isUnowned(Attempt attempt) {
        return attempt.isDropped() || attempt.startPoint() instanceof MigratedStart arrival && !arrival.isTakenOver();
    }

    private Attempt begin(AttemptId id, Assign assign, StartPoint startPoint) {
        Told told = new Told(id);
        Attempt attempt = new Attempt(id, assign, context, startPoint, told);
        told.of(attempt);
        if (stopping) {
            attempt.cancel(RunEnd.NODE_FAULT, STOPPED);
        }
        held.put(id, attempt);
        return attempt;
    }

    private void run(Attempt attempt) {
        threads.execute(() -> finish(attempt, attempt.execute()));
    }

    private void execute(Runnable work) {
        threads.execute(work);
    }

    /** When there is a newer attempt at the same task, the older one is nobody's any more. */
    private void supersede(AttemptId id) {
        held.forEach((other, attempt) -> {
            if (other.task().equals(id.task()) && other.number() < id.number()) {
                attempt.cancel(RunEnd.CANCELLED, "a newer attempt has begun");
            }
        });
    }

    private static void requireComplete(Assign assign) {
        require(assign.buyer() != null, "buyer: is missing");
        require(assign.module() != null, "module: is missing");
        require(assign.resources() != null, "resources: are missing");
        require(assign.resources().ramBytes() > 0, "resources.ramBytes: must be positive");
        require(assign.fuelLimit() > 0, "fuelLimit: must be positive");
        require(assign.wallLimitMillis() > 0, "wallLimitMillis: must be positive");
        require(assign.resumeFrom() == null || assign.snapshotKey() != null, "snapshotKey: is needed for resumeFrom");
        require(assign.snapshotKey() == null || isKey(assign.snapshotKey()), "snapshotKey: is none");
    }

    private static boolean isKey(String text) {
        try {
            return Base64.getUrlDecoder().decode(text).length == SnapshotKey.LENGTH;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(reason);
        }
    }

    private void finish(Attempt attempt, Optional<Ended> word) {
        AttemptId id = attempt.id();
        moves.ended(attempt);
        Optional<MigratedStart> unowned = Optional.of(attempt)
                .filter(Attempts::isUnowned)
                .map(Attempt::startPoint)
                .filter(MigratedStart.class::isInstance)
                .map(MigratedStart.class::cast);
        if (word.isEmpty() || unowned.isPresent()) {
            LOG.log(Level.INFO, "{0} is dropped", id);
            remove(attempt);
            word.ifPresent(why -> unowned.get().failed(why.reason() + ": " + why.detail()));
            return;
        }
        Ended report = word.get();
        try {
            reports.save(report);
        } catch (IOException e) {
            // The market has it soon all the same; only a crash before that would cost the attempt.
            LOG.log(Level.ERROR, "The report on " + id + " could not be written to disk", e);
        }
        remove(attempt);
        LOG.log(Level.DEBUG, "{0} ended: {1} {2}", id, report.reason(), report.detail());
        outbox.send(report);
    }

    private synchronized void remove(Attempt attempt) {
        held.remove(attempt.id(), attempt);
        notifyAll();
    }

    /** The orders of moves. */
    public Moves moves() {
        return moves;
    }

    /** How long this node is believed to go on without a failure. */
    public void meanUptime(Duration believed) {
        meanUptime = believed;
    }

    synchronized Optional<Attempt> find(AttemptId id) {
        return Optional.ofNullable(held.get(id)).filter(attempt -> !attempt.isDropped());
    }

    /** Ends an attempt without a report. */
    synchronized void drop(AttemptId id, String why) {
        Attempt attempt = held.get(id);
        if (attempt != null) {
            attempt.drop(why);
        }
    }

    /** Ends an attempt without a report, for good: it is another node's. */
    synchronized void leave(AttemptId id, String why) {
        over.add(id);
        drop(id, why);
    }

    /** Stops an attempt because its buyer, or the market, wants it no more; one that is not held is ignored. */
    public synchronized void cancel(AttemptId id, String reason) {
        Attempt attempt = held.get(id);
        if (attempt != null) {
            attempt.cancel(RunEnd.CANCELLED, reason);
        }
    }

    /** Lets an attempt stand still, or not start, until it is resumed; one that is not held is ignored. */
    public synchronized void suspend(AttemptId id) {
        Attempt attempt = held.get(id);
        if (attempt != null) {
            attempt.hold(Attempt.Hold.MARKET);
        }
    }

    /** Lets a suspended attempt go on; one that is not held is ignored. */
    public synchronized void resume(AttemptId id) {
        Attempt attempt = held.get(id);
        if (attempt != null) {
            attempt.release(Attempt.Hold.MARKET);
        }
    }

    /** Tells the market how an attempt goes. */
    private final class Told implements Attempt.Observer {
        private final AttemptId id;
        private Attempt attempt;

        private Told(AttemptId id) {
            this.id = id;
        }

        private void of(Attempt told) {
            attempt = told;
        }

        @Override
        public void started() {
            outbox.send(new Started(id.task(), id.number()));
            checkpointing.follow(attempt);
        }

        @Override
        public void suspended() {
            outbox.send(new Suspended(id.task(), id.number()));
        }

        @Override
        public void resumed() {
            outbox.send(new Resumed(id.task(), id.number()));
        }
    }

    /** The market has the report. */
    public void acknowledge(AttemptId id) {
        synchronized (this) {
            over.add(id);
        }
        try {
            reports.forget(id);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The report on " + id + " is acknowledged but could not be deleted", e);
        }
    }

    /** What the node holds: attempts under way, and those whose reports the market does not have yet. */
    public synchronized List<HeldAttempt> held() {
        List<HeldAttempt> all = new ArrayList<>(held.size());
        held.values().stream().filter(attempt -> !attempt.isDropped()).forEach(attempt -> all.add(attempt.held()));
        for (Ended report : reports.all()) {
            if (!held.containsKey(ReportStore.idOf(report))) {
                all.add(new HeldAttempt(report.task(), report.attempt(), true, false, report.fuel()));
            }
        }
        return all;
    }

    /** Reports that the market has not acknowledged. */
    public List<Ended> unacknowledged() {
        return reports.all();
    }

    private static final String STOPPED = "agent stopped by its owner";

    /** Takes no more work and ends what runs, within a time. */
    public void stop(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (this) {
            stopping = true;
            held.values().forEach(attempt -> attempt.cancel(RunEnd.NODE_FAULT, STOPPED));
            awaitNone(deadline - atMost.toNanos() / 2);
            held.values().forEach(attempt -> attempt.abandon(STOPPED));
            awaitNone(deadline);
        }
        threads.shutdown();
        clock.shutdownNow();
    }

    private void awaitNone(long deadline) throws InterruptedException {
        for (long left = deadline - System.nanoTime();
                !held.isEmpty() && left > 0;
                left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
