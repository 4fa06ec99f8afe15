package org.souk.runtime.wasi;

/** Thrown through the program when it is to stop. */
public final class Interrupted extends RuntimeException {

    /** Stops the program at the call of the host in which it is. */
    public Interrupted() {
        super("interrupted", null, false, false);
    }
}
