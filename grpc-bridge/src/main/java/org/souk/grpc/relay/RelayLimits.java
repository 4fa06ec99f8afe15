package org.souk.grpc.relay;

import java.time.Duration;

/**
 * What transfers may cost the relay.
 *
 * @param maxMoves moves whose nodes are connected at the same time; nodes of further ones come again
 * @param opening how long a call may take to say which move it is of
 * @param quiet how long nothing may move once bytes have begun to flow
 * @param remembered how long a move is kept in mind whose nodes have gone: they may come again, and ask whether everything
 *     has arrived
 */
public record RelayLimits(int maxMoves, Duration opening, Duration quiet, Duration remembered) {
    public static final RelayLimits DEFAULT =
            new RelayLimits(64, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(10));

    public RelayLimits {
        if (maxMoves < 1) {
            throw new IllegalArgumentException("maxMoves must be positive but is " + maxMoves);
        }
        if (opening.isNegative()
                || opening.isZero()
                || quiet.isNegative()
                || quiet.isZero()
                || remembered.isNegative()) {
            throw new IllegalArgumentException("opening and quiet must be positive, remembered not negative");
        }
    }

    /** The same with another number of moves. */
    public RelayLimits withMaxMoves(int moves) {
        return new RelayLimits(moves, opening, quiet, remembered);
    }
}
