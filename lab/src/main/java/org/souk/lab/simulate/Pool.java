package org.souk.lab.simulate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.souk.lab.simulate.Execution.State;

/**
 * Identical processors in virtual time, and every job that has been submitted and has not ended.
 *
 * <p>Its operations are those of the product: a job starts once, may be suspended in place and resumed, and ends by
 * itself. A suspended job gives all of its processors away.
 */
public final class Pool {
    private final int processors;
    private final long preemptionCostMillis;
    private final Map<Job, Execution> waiting = new LinkedHashMap<>();
    private final Map<Job, Execution> running = new LinkedHashMap<>();
    private final Map<Job, Execution> suspended = new LinkedHashMap<>();
    private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparingLong(End::atMillis)
            .thenComparingInt(end -> end.execution.job().index()));
    private int free;
    private long now;

    Pool(int processors, long preemptionCostMillis) {
        this.processors = processors;
        this.preemptionCostMillis = preemptionCostMillis;
        this.free = processors;
    }

    public int processors() {
        return processors;
    }

    public int freeProcessors() {
        return free;
    }

    /** Virtual time; the trace's first second is 0. */
    public long nowMillis() {
        return now;
    }

    /** For how long a resumed job holds its processors before it goes on. */
    public long preemptionCostMillis() {
        return preemptionCostMillis;
    }

    /** By submission. */
    public Collection<Execution> waiting() {
        return Collections.unmodifiableCollection(waiting.values());
    }

    /** By start or resumption. */
    public Collection<Execution> running() {
        return Collections.unmodifiableCollection(running.values());
    }

    /** By suspension. */
    public Collection<Execution> suspended() {
        return Collections.unmodifiableCollection(suspended.values());
    }

    /** @throws IllegalStateException when it does not wait or more than the free processors are needed */
    public void start(Job job) {
        Execution execution = take(job, waiting, State.WAITING);
        occupy(job);
        execution.start(now);
        run(execution);
    }

    /** @throws IllegalStateException when it does not run */
    public void suspend(Job job) {
        Execution execution = take(job, running, State.RUNNING);
        free += job.processors();
        execution.suspend(now);
        suspended.put(job, execution);
    }

    /** @throws IllegalStateException when it is not suspended or more than the free processors are needed */
    public void resume(Job job) {
        Execution execution = take(job, suspended, State.SUSPENDED);
        occupy(job);
        execution.resume(now, preemptionCostMillis);
        run(execution);
    }

    void submit(TracedJob traced) {
        waiting.put(traced.job(), new Execution(traced));
    }

    void advanceTo(long millis) {
        if (millis < now) {
            throw new IllegalStateException("time runs forward: " + millis + " is before " + now);
        }
        now = millis;
    }

    /** When the next running job ends. */
    OptionalLong nextEndMillis() {
        while (!ends.isEmpty() && ends.peek().isOutdated()) {
            ends.remove();
        }
        return ends.isEmpty() ? OptionalLong.empty() : OptionalLong.of(ends.peek().atMillis);
    }

    /** Ends all jobs whose time has come. */
    List<Execution> finishDue() {
        List<Execution> finished = new ArrayList<>();
        while (nextEndMillis().orElse(Long.MAX_VALUE) <= now) {
            Execution execution = ends.remove().execution;
            running.remove(execution.job());
            free += execution.job().processors();
            execution.finish(now);
            finished.add(execution);
        }
        return finished;
    }

    private static Execution take(Job job, Map<Job, Execution> from, State state) {
        Execution execution = from.remove(job);
        if (execution == null) {
            throw new IllegalStateException("job " + job.index() + " is not " + state);
        }
        return execution;
    }

    private void occupy(Job job) {
        if (job.processors() > free) {
            throw new IllegalStateException(
                    "job " + job.index() + " needs " + job.processors() + " processors, " + free + " are free");
        }
        free -= job.processors();
    }

    private void run(Execution execution) {
        running.put(execution.job(), execution);
        ends.add(new End(execution.endMillis(), execution, execution.suspensions()));
    }

    /** An end that comes unless the job is suspended before. */
    private record End(long atMillis, Execution execution, int suspensions) {
        boolean isOutdated() {
            return execution.state() != State.RUNNING || execution.suspensions() != suspensions;
        }
    }
}
