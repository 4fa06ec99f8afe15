package org.souk.core.health;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between timers and what they do, so that a turn that fails ends nothing but itself: an application server ends a
 * timer whose method throws twice, for good and in silence. What fails is in the log and makes the market not ready until
 * it succeeds again. Safe for use by several threads.
 */
public final class GuardedTurns {
    private static final Logger LOG = System.getLogger(GuardedTurns.class.getName());

    private final Map<String, Integer> failing = new ConcurrentHashMap<>();

    /**
     * Runs a turn. Whatever it throws, errors too, is logged and counted and does not come out.
     *
     * @param what names the turn for people; the same name every time
     */
    public void run(String what, Runnable turn) {
        try {
            turn.run();
        } catch (Throwable failure) {
            note(what, failure);
            return;
        }
        if (failing.remove(what) != null) {
            LOG.log(Level.INFO, "the turn ''{0}'' succeeds again", what);
        }
    }

    private void note(String what, Throwable failure) {
        try {
            int times = failing.merge(what, 1, Integer::sum);
            LOG.log(Level.ERROR, "the turn '" + what + "' failed, " + times + " times in a row", failure);
        } catch (OutOfMemoryError | StackOverflowError e) {
            // There is no room to say more; the next turn may find some.
            failure.addSuppressed(e);
        }
    }

    /** The turns whose last run failed, by name, and how often in a row; empty while all is well. */
    public SortedMap<String, Integer> failing() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(failing));
    }
}
