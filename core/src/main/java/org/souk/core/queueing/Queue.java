package org.souk.core.queueing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.souk.core.scheduling.WaitingTask;

/**
 * The tasks that wait for nodes, and what there is for them.
 *
 * @param forSale thousandths of cores of the nodes that take tasks now, taken or free
 */
public record Queue(Instant now, List<Waiting> waiting, long forSale) {
    public Queue {
        waiting = List.copyOf(waiting);
    }

    /**
     * @param since when it last joined the queue
     * @param promised room is kept for it, where it may run by now and early enough for its deadline
     */
    public record Waiting(WaitingTask task, Instant since, boolean promised) {
        public Duration waited(Instant now) {
            Duration waited = Duration.between(since, now);
            return waited.isNegative() ? Duration.ZERO : waited;
        }
    }

    /** CPU that is waited for, by the CPU for sale; zero when nothing is for sale. */
    public double pressure() {
        long wanted = waiting.stream()
                .mapToLong(w -> w.task().request().resources().cpu().value())
                .sum();
        return forSale == 0 ? 0 : (double) wanted / forSale;
    }
}
