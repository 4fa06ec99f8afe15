package org.souk.core.common;

/**
 * What the market answers a caller with instead of a result. The message is for the caller unless the category is
 * {@link ErrorCategory#INTERNAL}.
 */
public abstract class MarketException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCategory category;

    protected MarketException(ErrorCategory category, String message) {
        super(message);
        this.category = category;
    }

    protected MarketException(ErrorCategory category, String message, Throwable cause) {
        super(message, cause);
        this.category = category;
    }

    /** Whose fault it is. */
    public final ErrorCategory category() {
        return category;
    }
}
