package org.souk.runtime.moving;

/** A module that can be run but not moved, with the reason in words that its author understands. */
public final class NotMigratable extends Exception {

    private static final long serialVersionUID = 1;

    NotMigratable(String reason) {
        super(reason);
    }
}
