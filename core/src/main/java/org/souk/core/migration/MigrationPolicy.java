package org.souk.core.migration;

import java.time.Duration;

/**
 * When a move is worth its cost, which is the time that it takes from the program: an overhead, and its memory over the
 * bandwidth that was measured.
 *
 * <p>Nobody moves in circles: after a move, or an attempt at one, a task is left where it is for a time, and the market
 * moves no task more often than so.
 */
public record MigrationPolicy(MigrationRules rules) {
    private static final double MILLIS = 1000;

    public boolean isWorth(MigrationCase move) {
        if (move.moves() >= rules.most()
                || move.sinceLast()
                        .filter(since -> since.compareTo(rules.pause()) < 0)
                        .isPresent()) {
            return false;
        }
        if (cost(move).compareTo(rules.preparing()) > 0) {
            // It would not be there when the market's patience ends.
            return false;
        }
        double cost = cost(move).toMillis() * rules.worth();
        boolean endsInTime = move.forcedIn()
                .filter(in -> move.remaining().compareTo(in) <= 0)
                .isPresent();
        boolean mustLeaveNow = move.forcedIn().filter(Duration::isZero).isPresent();
        // Who has nothing to lose begins anew at no loss.
        boolean losesLess = mustLeaveNow && move.unsaved().toMillis() <= cost;
        return move.remaining().toMillis() > cost && !endsInTime && !losesLess;
    }

    /** What a move takes from the program. */
    public Duration cost(MigrationCase move) {
        long speed = move.bytesPerSecond() > 0 ? move.bytesPerSecond() : rules.bytesPerSecond();
        return rules.overhead().plus(Duration.ofMillis((long) (move.memory().count() / (double) speed * MILLIS)));
    }
}
