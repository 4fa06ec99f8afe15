package org.souk.core.scheduling;

import java.util.List;
import org.souk.core.node.Tariff;
import org.souk.core.units.Resources;

/**
 * A place for tasks while a plan is made: a node's reserved or its burst capacity. What is left of it shrinks with every
 * assignment; the two places of a node share the machine's room.
 */
public final class Candidate {
    private final NodeSnapshot node;
    private final boolean burst;
    private final Tariff tariff;
    private final Taken taken;

    /** What both places of a node see. */
    private static final class Taken {
        private Capacity capacity;

        private Taken(Capacity capacity) {
            this.capacity = capacity;
        }
    }

    private Candidate(NodeSnapshot node, boolean burst, Taken taken) {
        this.node = node;
        this.burst = burst;
        this.tariff = node.offer().tariff(burst);
        this.taken = taken;
    }

    /** The reserved place of a node and, when it sells burst capacity, the burst one. */
    static List<Candidate> of(NodeSnapshot node) {
        Taken taken = new Taken(node.capacity());
        Candidate reserved = new Candidate(node, false, taken);
        return node.offer().burst().isEmpty() ? List.of(reserved) : List.of(reserved, new Candidate(node, true, taken));
    }

    public NodeSnapshot node() {
        return node;
    }

    /** Whether this is the node's burst capacity, which only willing tasks get. */
    public boolean isBurst() {
        return burst;
    }

    /** What is paid here. */
    public Tariff tariff() {
        return tariff;
    }

    /** What the owner sells here and nobody has. */
    public Resources free() {
        return taken.capacity.free(burst);
    }

    /** As {@link #free()}, and no more than the owner's own work is forecast to leave. */
    public Resources freeBesideOwner() {
        return taken.capacity.freeBesideOwner(burst);
    }

    /** What the node sells and what of it is taken by now. */
    public Capacity capacity() {
        return taken.capacity;
    }

    void reserve(Resources resources) {
        taken.capacity = taken.capacity.taking(resources, burst);
    }
}
