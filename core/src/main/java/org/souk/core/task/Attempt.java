package org.souk.core.task;

import java.time.Instant;
import org.souk.core.node.NodeId;
import org.souk.core.node.Tariff;
import org.souk.core.units.Fuel;

/**
 * One try to run a task on a node, at prices fixed when it was assigned.
 *
 * @param number counts from 1; the fencing token: whatever comes from a smaller number is refused
 * @param tariff the node's, or its burst tariff
 * @param fuelLimit what the budget affords at this tariff
 * @param burst whether it uses burst capacity, which is evicted first
 * @param pauses when it was suspended
 */
public record Attempt(
        int number, NodeId node, Tariff tariff, Fuel fuelLimit, Instant assignedAt, boolean burst, Pauses pauses) {
    /** A new one. */
    public Attempt(int number, NodeId node, Tariff tariff, Fuel fuelLimit, Instant assignedAt, boolean burst) {
        this(number, node, tariff, fuelLimit, assignedAt, burst, Pauses.NONE);
    }

    /** A new one on reserved capacity. */
    public Attempt(int number, NodeId node, Tariff tariff, Fuel fuelLimit, Instant assignedAt) {
        this(number, node, tariff, fuelLimit, assignedAt, false);
    }

    Attempt with(Pauses changed) {
        return new Attempt(number, node, tariff, fuelLimit, assignedAt, burst, changed);
    }
}
