package org.souk.client;

import java.io.IOException;

/** Nobody answered at the market's address, or the connection broke. */
public final class MarketUnreachable extends IOException {
    private static final long serialVersionUID = 1L;

    public MarketUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
