package org.souk.lab.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What happens to bytes on their way, by how many have passed. Thread-safe.
 */
final class Harm {
    /** What is done at a place. */
    enum Kind {
        /** The connection that carries the byte is reset. */
        CUT,
        /** One bit of it is turned over. */
        FLIP
    }

    private final Kind kind;
    private final Deque<Long> places;
    private final Runnable struck;
    private long passed;

    /**
     * Does harm at some places.
     *
     * @param places in bytes from now on, of all connections and directions together, ascending
     * @param struck is told each time
     */
    Harm(Kind kind, List<Long> places, Runnable struck) {
        this.kind = kind;
        this.places = new ArrayDeque<>(places);
        this.struck = struck;
    }

    /** Lets everything pass. */
    static Harm none() {
        return new Harm(Kind.FLIP, List.of(), () -> {});
    }

    /**
     * Bytes pass, and may be changed.
     *
     * @return false when their connection has to be reset instead
     */
    synchronized boolean passes(byte[] bytes, int length) {
        boolean cut = false;
        while (!cut && !places.isEmpty() && places.peek() < passed + length) {
            int at = (int) Math.max(0, places.poll() - passed);
            struck.run();
            if (kind == Kind.CUT) {
                cut = true;
            } else {
                bytes[at] ^= (byte) (1 << at % Byte.SIZE);
            }
        }
        passed += length;
        return !cut;
    }
}
