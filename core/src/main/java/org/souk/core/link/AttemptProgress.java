package org.souk.core.link;

import java.util.Optional;
import org.souk.core.common.AttemptKey;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;

/**
 * What a heartbeat says of an attempt that the agent holds.
 *
 * @param running false while it waits for its inputs or for a worker
 * @param suspended whether it stands still
 * @param fuel used so far, since the program's beginning
 * @param movable whether a snapshot of it can be taken
 * @param memory what that would have to carry
 * @param move its part in a move
 */
public record AttemptProgress(
        AttemptKey attempt,
        boolean running,
        boolean suspended,
        Fuel fuel,
        boolean movable,
        Bytes memory,
        Optional<MigrationProgress> move) {
    /** Of an attempt that cannot be moved. */
    public AttemptProgress(AttemptKey attempt, boolean running, boolean suspended, Fuel fuel) {
        this(attempt, running, suspended, fuel, false, Bytes.ZERO, Optional.empty());
    }
}
