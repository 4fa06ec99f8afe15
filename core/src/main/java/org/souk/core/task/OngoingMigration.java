package org.souk.core.task;

import java.time.Instant;
import org.souk.core.common.MigrationId;

/**
 * A move that is under way: another node prepares to take the running attempt over. Until it is done nothing of the
 * attempt has changed; should it fail, nothing has happened.
 *
 * @param secret shown by the two nodes to each other
 * @param target the attempt that the other node will hold; where it begins is known when it does
 * @param why as the end of a sentence
 * @param until given up by then
 */
public record OngoingMigration(
        MigrationId id, String secret, Attempt target, String why, Instant plannedAt, Instant until) {
    /** Without the secret, so that no log has it. */
    @Override
    public String toString() {
        return "Move[" + id + " to " + target.node() + " as attempt " + target.number() + "]";
    }
}
