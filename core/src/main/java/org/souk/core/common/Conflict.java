package org.souk.core.common;

/** The request contradicts what has happened before. */
public class Conflict extends MarketException {
    private static final long serialVersionUID = 1L;

    public Conflict(String reason) {
        super(ErrorCategory.CONFLICT, reason);
    }
}
