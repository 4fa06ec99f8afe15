package org.souk.core.common;

/** There is no such thing, or it is not the caller's: from outside the two look the same. */
public class NotFound extends MarketException {
    private static final long serialVersionUID = 1L;

    public NotFound(String kind, Object id) {
        super(ErrorCategory.NOT_FOUND, "there is no " + kind + " " + id);
    }
}
