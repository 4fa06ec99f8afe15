package org.souk.lab.placement;

import java.util.List;

/**
 * A scheduler under test, made for the {@link Machines} as they are at first. What follows it is told; only
 * {@link #tick} is timed.
 */
interface Placer extends AutoCloseable {
    /**
     * Decides which of the waiting pods go where.
     *
     * @param waiting in the order of their arrival
     */
    List<Placed> tick(List<Pod> waiting);

    /** Its decision was carried out. */
    void placed(Placed placed);

    /** A pod has ended and its room is free. */
    void ended(Placed placed);

    @Override
    default void close() {}
}
