package org.souk.runtime.worker;

import java.util.Arrays;
import org.souk.runtime.snapshot.SnapshotRefused;
import org.souk.runtime.snapshot.StateReader;
import org.souk.runtime.snapshot.StateWriter;

/** What a program gives up when it is taken out of its calls, and takes back when it is put into them again. */
final class SavedStack {

    /** No stack of a worker's thread has room for more. */
    private static final int MAX = 7 << 20;

    private static final int FIRST = 1024;

    private long[] values = new long[FIRST];
    private int size;

    /** Thrown through a program whose saved stack is not one of its own. */
    static final class Wrong extends RuntimeException {
        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    void push(long value) {
        if (size == values.length) {
            if (size >= MAX) {
                throw new Wrong("has a stack of more than " + MAX + " values");
            }
            values = Arrays.copyOf(values, Math.min(MAX, 2 * size));
        }
        values[size++] = value;
    }

    long pop() {
        if (size == 0) {
            throw new Wrong("has a stack that ends too early");
        }
        return values[--size];
    }

    /** The program has taken everything back. */
    void requireEmpty() {
        if (size > 0) {
            throw new Wrong("has " + size + " values too many on its stack");
        }
        if (values.length > FIRST) {
            values = new long[FIRST];
        }
    }

    void saveTo(StateWriter state) {
        state.larges(values, size);
    }

    void restoreFrom(StateReader state) throws SnapshotRefused {
        values = state.larges("stack", MAX);
        size = values.length;
        values = Arrays.copyOf(values, Math.max(FIRST, size));
    }
}
