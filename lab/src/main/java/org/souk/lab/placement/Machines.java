package org.souk.lab.placement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What there is, what is free of it and what runs on it. */
final class Machines {
    private final List<Amount> sizes;
    private final List<Amount> free;
    private final Deque<Placed> running = new ArrayDeque<>();
    private final Set<Pod> pods = new HashSet<>();

    Machines(List<Amount> sizes) {
        this.sizes = List.copyOf(sizes);
        this.free = new ArrayList<>(sizes);
    }

    /** As many as wanted with the mix of the given ones: some left out evenly, or each repeated. */
    static Machines like(List<Amount> given, int count) {
        List<Amount> sizes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sizes.add(given.get((int) ((long) i * given.size() / count)));
        }
        return new Machines(sizes);
    }

    int count() {
        return sizes.size();
    }

    Amount size(int machine) {
        return sizes.get(machine);
    }

    Amount free(int machine) {
        return free.get(machine);
    }

    int runningCount() {
        return running.size();
    }

    /** Oldest first. */
    Iterable<Placed> running() {
        return running;
    }

    /** @throws IllegalStateException when it does not fit or runs already: the scheduler under test is wrong */
    void place(Placed placed) {
        Amount room = free.get(placed.machine());
        Amount needs = placed.pod().needs();
        if (!needs.fitsIn(room)) {
            throw new IllegalStateException(
                    "machine " + placed.machine() + " was oversold: " + needs + " do not fit into " + room);
        }
        if (!pods.add(placed.pod())) {
            throw new IllegalStateException("pod " + placed.pod().number() + " was placed twice");
        }
        free.set(placed.machine(), room.minus(needs));
        running.addLast(placed);
    }

    /** Ends the one that has run for longest. */
    Placed endOldest() {
        Placed oldest = running.removeFirst();
        pods.remove(oldest.pod());
        free.set(oldest.machine(), free.get(oldest.machine()).plus(oldest.pod().needs()));
        return oldest;
    }

    /** Puts each pod on the first machine with room for it; what fits nowhere is left out. */
    void fill(Iterable<Pod> given) {
        for (Pod pod : given) {
            for (int machine = 0; machine < sizes.size(); machine++) {
                if (pod.needs().fitsIn(free.get(machine))) {
                    place(new Placed(pod, machine));
                    break;
                }
            }
        }
    }
}
