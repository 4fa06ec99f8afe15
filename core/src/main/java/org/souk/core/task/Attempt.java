package org.souk.core.task;

import java.time.Duration;
import java.time.Instant;
import org.souk.core.common.NodeId;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Segment;
import org.souk.core.pricing.Tariff;
import org.souk.core.units.Fuel;

/**
 * One try to run a task on a node, at prices fixed when it was assigned.
 *
 * @param number counts from 1; the fencing token: whatever comes from a smaller number is refused
 * @param tariff the node's, or its burst tariff
 * @param fuelLimit how far the budget lets the program get at this tariff, from its very beginning
 * @param burst whether it uses burst capacity, which is evicted first
 * @param begin where in the program's run it begins
 * @param pauses when it was suspended
 */
public record Attempt(
        int number,
        NodeId node,
        Tariff tariff,
        Fuel fuelLimit,
        Instant assignedAt,
        boolean burst,
        Position begin,
        Pauses pauses) {
    /** A new one, at the program's beginning. */
    public Attempt(int number, NodeId node, Tariff tariff, Fuel fuelLimit, Instant assignedAt, boolean burst) {
        this(number, node, tariff, fuelLimit, assignedAt, burst, Position.START, Pauses.NONE);
    }

    /** A new one on reserved capacity. */
    public Attempt(int number, NodeId node, Tariff tariff, Fuel fuelLimit, Instant assignedAt) {
        this(number, node, tariff, fuelLimit, assignedAt, false);
    }

    Attempt with(Pauses changed) {
        return new Attempt(number, node, tariff, fuelLimit, assignedAt, burst, begin, changed);
    }

    /** The same one, taken up at that point and time. */
    public Attempt from(Position point, Instant at) {
        return new Attempt(number, node, tariff, fuelLimit, at, burst, point, pauses);
    }

    /**
     * A point that its node names, as far as it can be true: it cannot be before the attempt's beginning, nor use more fuel
     * than the limit, nor more time than has passed while it did not stand still.
     */
    public Position plausible(Position said, Instant now) {
        Duration elapsed = Duration.between(assignedAt, now).minus(pauses.until(now));
        Duration longest = begin.ran().plus(elapsed.isNegative() ? Duration.ZERO : elapsed);
        return said.atMost(new Position(fuelLimit, longest)).atLeast(begin);
    }

    /** What it has done until then. */
    public Segment until(Position point) {
        return new Segment(number, node, tariff, begin, point);
    }
}
