package org.souk.agent.work;

/** An attempt that ends without an outcome of its program. */
final class AttemptFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final EndReason reason;

    AttemptFailed(EndReason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    AttemptFailed(EndReason reason, String detail, Throwable cause) {
        super(detail, cause);
        this.reason = reason;
    }

    EndReason reason() {
        return reason;
    }
}
