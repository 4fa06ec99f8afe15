package org.souk.lab.simulate;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The textbook schedulers that serve one queue in one order: the job at its head starts as soon as enough processors are
 * free, and nothing overtakes it. Nothing is preempted and no deadline is promised.
 */
final class HeadOfQueue implements Policy {
    private static final Comparator<Job> BY_ARRIVAL =
            Comparator.comparingLong(Job::submitMillis).thenComparingInt(Job::index);

    private final String name;
    private final PriorityQueue<Job> queue;

    private HeadOfQueue(String name, Comparator<Job> order) {
        this.name = name;
        this.queue = new PriorityQueue<>(order);
    }

    /** First come, first served. */
    static HeadOfQueue fcfs() {
        return new HeadOfQueue("fcfs", BY_ARRIVAL);
    }

    /** Shortest job first, by estimate. */
    static HeadOfQueue sjf() {
        return new HeadOfQueue(
                "sjf", Comparator.comparingLong(Job::estimateMillis).thenComparing(BY_ARRIVAL));
    }

    /** Earliest deadline first; jobs without a deadline come last. */
    static HeadOfQueue edf() {
        Comparator<Job> byDeadline =
                Comparator.comparingLong(job -> job.deadlineMillis().orElse(Long.MAX_VALUE));
        return new HeadOfQueue("edf", byDeadline.thenComparing(BY_ARRIVAL));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean submitted(Job job, Pool pool) {
        queue.add(job);
        return false;
    }

    @Override
    public void decide(Pool pool) {
        while (!queue.isEmpty() && queue.peek().processors() <= pool.freeProcessors()) {
            pool.start(queue.remove());
        }
    }
}
