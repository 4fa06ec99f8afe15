package org.souk.core.common;

/** Whose fault an error is, and what the caller can do about it. Each protocol answers with a status of its own for each. */
public enum ErrorCategory {
    /** The request breaks a rule. Sent again as it is, it fails again. */
    USER,
    /** The request contradicts what has happened before. Whoever looks anew may find that another one will do. */
    CONFLICT,
    /** There is no such thing, or it is not the caller's. */
    NOT_FOUND,
    /** The caller's money or plan does not allow it now. The same request may succeed later. */
    INSUFFICIENT_RESOURCES,
    /** The market has failed. Nothing is wrong with the request, and its details are nobody's business. */
    INTERNAL
}
