package org.souk.agent.transfer;

import java.io.IOException;

/** A transfer that was given up. */
public final class TransferFailed extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why, for who decides what to do next. */
    public enum Reason {
        /** The market or the other node does not want it: unknown move, wrong token or secret, wrong role. */
        REFUSED,
        /** The other node or the market gave it up. */
        ABANDONED,
        /** The other side could not be reached, or not to the end. */
        UNREACHABLE,
        /** The snapshot is larger than the target takes. */
        TOO_LARGE,
        /** What came was not what was sent, again and again. */
        CORRUPTED,
        /** The time is up. */
        TIMED_OUT,
        /** This node ended it. */
        CANCELLED,
        /** This node's disk or its own fault. */
        INTERNAL
    }

    private final Reason reason;

    public TransferFailed(String move, Reason reason, String detail) {
        this(move, reason, detail, null);
    }

    public TransferFailed(String move, Reason reason, String detail, Throwable cause) {
        super("the transfer of move " + move + " failed: " + detail, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
