package org.souk.core.migration;

import java.time.Duration;
import org.souk.core.common.MigrationId;
import org.souk.core.units.Bytes;

/**
 * News of a snapshot that went through the market's relay, or of which a part did.
 *
 * @param carried bytes, those that were sent twice counted twice
 * @param took from the first byte to the last
 * @param cuts how often a side went and came again meanwhile
 */
public record TransferEnded(MigrationId move, Outcome outcome, Bytes carried, Duration took, int cuts) {
    /** How it ended. */
    public enum Outcome {
        /** The target has all of it. */
        DELIVERED,
        /** Both sides went before that; if they come again, it is another transfer. */
        CUT,
        /** The snapshot was too large, a side did not keep to the protocol, or the target gave up. */
        REFUSED,
        /** The market gave the move up meanwhile. */
        OVER,
        /** The move's time was up, or nothing moved for too long. */
        TIMED_OUT
    }
}
