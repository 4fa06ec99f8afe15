package org.souk.cli.local;

import java.io.IOException;

/** A market on this machine that could not be set up or used, with the reason and the place of the log. */
public final class LocalFailure extends IOException {
    private static final long serialVersionUID = 1L;

    public LocalFailure(String reason) {
        super(reason);
    }

    public LocalFailure(String reason, Throwable cause) {
        super(reason, cause);
    }
}
