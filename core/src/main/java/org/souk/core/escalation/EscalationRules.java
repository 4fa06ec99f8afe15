package org.souk.core.escalation;

import java.time.Duration;

/**
 * The numbers by which tasks escalate.
 *
 * @param floor no task escalates for a wait shorter than this, however short the others waited
 * @param share a task escalates when it has waited longer than this share of its class, 0…1
 * @param longestWait a task that has waited so long is ended and its hold released; zero for never
 * @param stepsAtOnce the most steps in one turn; of these, each buyer gets one at most, ends aside
 * @param insistingAtOnce the most waiting tasks that may take another's place whatever that is worth
 */
public record EscalationRules(
        Duration floor, double share, Duration longestWait, int stepsAtOnce, int insistingAtOnce) {
    public static final EscalationRules DEFAULT =
            new EscalationRules(Duration.ofMinutes(1), 0.9, Duration.ofDays(7), 20, 4);

    public EscalationRules {
        if (floor.isNegative() || floor.isZero()) {
            throw new IllegalArgumentException("floor must be greater than zero");
        }
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share must be between 0 and 1");
        }
        if (longestWait.isNegative() || !longestWait.isZero() && longestWait.compareTo(floor) < 0) {
            throw new IllegalArgumentException("longestWait must be zero or at least the floor");
        }
        if (stepsAtOnce < 1 || insistingAtOnce < 0) {
            throw new IllegalArgumentException("stepsAtOnce must be positive and insistingAtOnce not negative");
        }
    }

    /** The same rules with other times. */
    public EscalationRules with(Duration otherFloor, Duration otherLongestWait) {
        return new EscalationRules(otherFloor, share, otherLongestWait, stepsAtOnce, insistingAtOnce);
    }
}
