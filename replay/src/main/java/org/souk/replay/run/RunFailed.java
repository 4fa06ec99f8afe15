package org.souk.replay.run;

import org.souk.core.replay.RunEnd;

/** A run that ends without an outcome of its program. */
public final class RunFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final RunEnd reason;

    public RunFailed(RunEnd reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public RunFailed(RunEnd reason, String detail, Throwable cause) {
        super(detail, cause);
        this.reason = reason;
    }

    /** How the run is reported to have ended. */
    public RunEnd reason() {
        return reason;
    }
}
