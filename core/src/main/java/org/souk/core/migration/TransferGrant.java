package org.souk.core.migration;

import java.time.Instant;
import org.souk.core.common.MigrationId;
import org.souk.core.units.Bytes;

/**
 * What a node may do with the snapshot of a move.
 *
 * @param limit more than the snapshot can be: whoever gets more breaks off
 * @param until the move has been given up by then
 */
public record TransferGrant(MigrationId move, Role role, Bytes limit, Instant until) {
    /** Which end of the move a node is. */
    public enum Role {
        /** It may send. */
        SOURCE,
        /** It may receive. */
        TARGET
    }
}
