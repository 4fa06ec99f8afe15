package org.souk.agent.work;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.souk.protocol.node.AgentFrame.Ended;
import org.souk.protocol.node.AgentFrame.HeldAttempt;
import org.souk.protocol.node.AgentFrame.Resumed;
import org.souk.protocol.node.AgentFrame.Started;
import org.souk.protocol.node.AgentFrame.Suspended;
import org.souk.protocol.node.MarketFrame.Assign;

/**
 * The attempts that a node holds, from the assignment to the market's acknowledgement. Every order may come twice.
 * Thread-safe.
 */
public final class Attempts {
    private static final System.Logger LOG = System.getLogger(Attempts.class.getName());

    private final Workplace workplace;
    private final ReportStore reports;
    private final Outbox outbox;
    private final ExecutorService threads;
    private final Map<AttemptId, Attempt> held = new LinkedHashMap<>();
    private boolean stopping;

    public Attempts(Workplace workplace, ReportStore reports, Outbox outbox) {
        this.workplace = workplace;
        this.reports = reports;
        this.outbox = outbox;
        AtomicLong numbers = new AtomicLong();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "attempt-" + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Takes an order to run a task.
     *
     * @throws IllegalArgumentException when the order is not complete
     */
    public void assign(Assign assign) {
        AttemptId id = new AttemptId(assign.task(), assign.attempt());
        requireComplete(assign);
        Attempt attempt;
        synchronized (this) {
            if (held.containsKey(id)) {
                return;
            }
            var ended = reports.find(id);
            if (ended.isPresent()) {
                outbox.send(ended.get());
                return;
            }
            attempt = new Attempt(id, assign, workplace, new Told(id));
            if (stopping) {
                attempt.cancel(EndReason.NODE_FAULT, STOPPED);
            }
            supersede(id);
            held.put(id, attempt);
        }
        threads.execute(() -> finish(id, attempt.execute()));
    }

    /** When there is a newer attempt at the same task, the older one is nobody's any more. */
    private void supersede(AttemptId id) {
        held.forEach((other, attempt) -> {
            if (other.task().equals(id.task()) && other.number() < id.number()) {
                attempt.cancel(EndReason.CANCELLED, "a newer attempt has begun");
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
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(reason);
        }
    }

    private void finish(AttemptId id, Ended report) {
        try {
            reports.save(report);
        } catch (IOException e) {
            // The market has it soon all the same; only a crash before that would cost the attempt.
            LOG.log(Level.ERROR, "The report on " + id + " could not be written to disk", e);
        }
        synchronized (this) {
            held.remove(id);
            notifyAll();
        }
        LOG.log(Level.DEBUG, "{0} ended: {1} {2}", id, report.reason(), report.detail());
        outbox.send(report);
    }

    /** Stops an attempt because its buyer, or the market, wants it no more; one that is not held is ignored. */
    public synchronized void cancel(AttemptId id, String reason) {
        Attempt attempt = held.get(id);
        if (attempt != null) {
            attempt.cancel(EndReason.CANCELLED, reason);
        }
    }

    /** Lets an attempt stand still, or not start, until it is resumed; one that is not held is ignored. */
    public synchronized void suspend(AttemptId id) {
        Attempt attempt = held.get(id);
        if (attempt != null) {
            attempt.suspend();
        }
    }

    /** Lets a suspended attempt go on; one that is not held is ignored. */
    public synchronized void resume(AttemptId id) {
        Attempt attempt = held.get(id);
        if (attempt != null) {
            attempt.resume();
        }
    }

    /** Tells the market how an attempt goes. */
    private final class Told implements Attempt.Observer {
        private final AttemptId id;

        private Told(AttemptId id) {
            this.id = id;
        }

        @Override
        public void started() {
            outbox.send(new Started(id.task(), id.number()));
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
        try {
            reports.forget(id);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The report on " + id + " is acknowledged but could not be deleted", e);
        }
    }

    /** What the node holds: attempts under way, and those whose reports the market does not have yet. */
    public synchronized List<HeldAttempt> held() {
        List<HeldAttempt> all = new ArrayList<>(held.size());
        held.values().forEach(attempt -> all.add(attempt.held()));
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
            held.values().forEach(attempt -> attempt.cancel(EndReason.NODE_FAULT, STOPPED));
            awaitNone(deadline - atMost.toNanos() / 2);
            held.values().forEach(attempt -> attempt.abandon(STOPPED));
            awaitNone(deadline);
        }
        threads.shutdown();
    }

    private void awaitNone(long deadline) throws InterruptedException {
        for (long left = deadline - System.nanoTime();
                !held.isEmpty() && left > 0;
                left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
