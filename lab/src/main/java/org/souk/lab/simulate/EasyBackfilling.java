package org.souk.lab.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * EASY: first come, first served, where a job may overtake when by its estimate it does not delay the first in the
 * queue. After Lifka, "The ANL/IBM SP Scheduling System", 1995, and Mu'alem and Feitelson, 2001.
 *
 * <p>The first job that does not fit has a reservation at the moment at which, by the estimates of what runs, enough
 * processors will be free. One behind it starts when it fits now and either ends by then, or takes no more than the
 * processors that the first leaves free at that moment. A job that runs longer than estimated is not killed; it is
 * expected to end at any moment.
 */
final class EasyBackfilling implements Policy {
    private final List<Job> queue = new ArrayList<>();

    @Override
    public String name() {
        return "easy";
    }

    @Override
    public boolean submitted(Job job, Pool pool) {
        queue.add(job);
        return false;
    }

    @Override
    public void decide(Pool pool) {
        int started = 0;
        while (started < queue.size() && queue.get(started).processors() <= pool.freeProcessors()) {
            pool.start(queue.get(started++));
        }
        queue.subList(0, started).clear();
        if (queue.size() > 1 && pool.freeProcessors() > 0) {
            backfill(pool);
        }
    }

    private void backfill(Pool pool) {
        Reservation reservation = Reservation.of(queue.get(0), pool);
        int spare = reservation.spareProcessors;
        Iterator<Job> behind = queue.iterator();
        behind.next();
        while (pool.freeProcessors() > 0 && behind.hasNext()) {
            Job job = behind.next();
            boolean endsBefore = pool.nowMillis() + job.estimateMillis() <= reservation.atMillis;
            if (job.processors() <= pool.freeProcessors() && (endsBefore || job.processors() <= spare)) {
                pool.start(job);
                behind.remove();
                spare -= endsBefore ? 0 : job.processors();
            }
        }
    }

    /**
     * @param atMillis when the first job is expected to start
     * @param spareProcessors free then beside it
     */
    private record Reservation(long atMillis, int spareProcessors) {
        static Reservation of(Job first, Pool pool) {
            long now = pool.nowMillis();
            int free = pool.freeProcessors();
            List<Execution> byEnd = pool.running().stream()
                    .sorted(Comparator.comparingLong(execution -> execution.expectedEndMillis(now)))
                    .toList();
            for (Execution execution : byEnd) {
                free += execution.job().processors();
                if (free >= first.processors()) {
                    return new Reservation(execution.expectedEndMillis(now), free - first.processors());
                }
            }
            throw new IllegalStateException("job " + first.index() + " is larger than the pool");
        }
    }
}
