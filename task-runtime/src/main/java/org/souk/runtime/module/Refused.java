package org.souk.runtime.module;

/** A module that is not run, with the reason in words that its author understands. */
public final class Refused extends Exception {

    /** The reason, such as {@code imports 'env.system', which is not offered}. */
    public Refused(String reason) {
        super(reason);
    }

    /** The reason, found by another part of the machinery. */
    public Refused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
