package org.souk.lab.placement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * One scheduler at work: ticks with a limited queue of waiting pods that is filled up before each. What was not placed
 * stays in the queue, before those that come later.
 */
final class PlacementTrial {
    private final Machines machines;
    private final Placer placer;
    private final Iterator<Pod> arrivals;
    private final int queueLimit;
    private final List<Pod> queue = new ArrayList<>();
    private final List<Double> tickMillis = new ArrayList<>();
    private int placed;

    PlacementTrial(Machines machines, Placer placer, Iterator<Pod> arrivals, int queueLimit) {
        this.machines = machines;
        this.placer = placer;
        this.arrivals = arrivals;
        this.queueLimit = queueLimit;
    }

    /** Until nothing arrives any more and nothing that waits finds a place. */
    void untilAllIsPlaced() {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = tick() > 0 && (arrivals.hasNext() || !queue.isEmpty());
        }
    }

    /** Ends the oldest pods until at most so many run, as if their work were done. */
    void endOldestAbove(int limit) {
        while (machines.runningCount() > limit) {
            placer.ended(machines.endOldest());
        }
    }

    /** One tick; returns how many it placed. */
    int tick() {
        while (queue.size() < queueLimit && arrivals.hasNext()) {
            queue.add(arrivals.next());
        }
        List<Pod> waiting = List.copyOf(queue);
        long begun = System.nanoTime();
        List<Placed> decisions = placer.tick(waiting);
        tickMillis.add((System.nanoTime() - begun) / 1e6);
        Set<Pod> gone = new HashSet<>();
        for (Placed decision : decisions) {
            machines.place(decision);
            placer.placed(decision);
            gone.add(decision.pod());
        }
        queue.removeIf(gone::contains);
        placed += decisions.size();
        return decisions.size();
    }

    /** What was counted so far is forgotten: it was warm-up. */
    void forget() {
        tickMillis.clear();
        placed = 0;
    }

    Duration timed() {
        return Duration.ofNanos((long)
                (1e6 * tickMillis.stream().mapToDouble(Double::doubleValue).sum()));
    }

    List<Double> tickMillis() {
        return List.copyOf(tickMillis);
    }

    int placed() {
        return placed;
    }
}
