package org.souk.core.live;

import org.souk.core.task.Attempt;
import org.souk.core.units.Resources;

/**
 * What attempts take of a node.
 *
 * @param reserved of the reserved kind
 * @param burst of the burst kind
 */
record Taken(Resources reserved, Resources burst) {
    static final Taken NOTHING = new Taken(Resources.NONE, Resources.NONE);

    /** This, and what one more attempt takes that the node holds. */
    Taken plusHeld(LiveAttempt attempt) {
        return plus(attempt.burst(), attempt.reserved());
    }

    /** This, and what one more attempt takes that migrates to the node. Both ends keep the room until it is decided. */
    Taken plusArriving(LiveAttempt attempt) {
        Attempt target = attempt.move().orElseThrow().target();
        return plus(target.burst(), attempt.task().spec().resources());
    }

    private Taken plus(boolean ofBurst, Resources more) {
        return ofBurst ? new Taken(reserved, burst.plus(more)) : new Taken(reserved.plus(more), burst);
    }
}
