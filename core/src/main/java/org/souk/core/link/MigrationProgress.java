package org.souk.core.link;

import org.souk.core.common.MigrationId;
import org.souk.core.pricing.Position;
import org.souk.core.units.Bytes;

/**
 * What a heartbeat says of a node's part in a move.
 *
 * @param at where the program stands, once it stands for the move
 * @param snapshot how much was sent or received, likewise
 */
public record MigrationProgress(MigrationId move, Stage stage, Position at, Bytes snapshot) {
    /** How far it is. */
    public enum Stage {
        /** The target fetches and compiles. */
        PREPARING,
        /** The target could take over at once. */
        PREPARED,
        /** The source was told to let go. */
        DEPARTING,
        /** The program stands still on the source, and its snapshot is complete. */
        DEPARTED,
        /** The program stands still on the target. */
        RESTORED
    }
}
