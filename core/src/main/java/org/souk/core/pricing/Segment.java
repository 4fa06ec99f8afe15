package org.souk.core.pricing;

import java.time.Duration;
import org.souk.core.common.NodeId;
import org.souk.core.units.Fuel;

/**
 * A part of a program's run that one node did. The segments of a task follow each other without gap or overlap.
 *
 * @param tariff at which it is paid
 */
public record Segment(int attempt, NodeId node, Tariff tariff, Position from, Position to) {
    public Segment {
        if (!to.isAtOrAfter(from)) {
            throw new IllegalArgumentException("a segment cannot go from " + from + " back to " + to);
        }
    }

    public Fuel fuel() {
        return new Fuel(to.fuel().units() - from.fuel().units());
    }

    public Duration ran() {
        return to.ran().minus(from.ran());
    }

    /** What is left of it when the program goes on from an earlier point; nothing if it began only there. */
    public boolean beganBefore(Position point) {
        return point.isAtOrAfter(from) && !point.equals(from);
    }

    public Segment until(Position point) {
        return new Segment(attempt, node, tariff, from, to.atMost(point));
    }
}
