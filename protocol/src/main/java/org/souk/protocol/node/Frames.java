package org.souk.protocol.node;

/** Limits and names of the session that both sides share. */
public final class Frames {
    /** Version of the session's language; a market refuses others in {@code hello}. */
    public static final int PROTOCOL = 3;

    /** Longest frame, in characters. */
    public static final int MAX_FRAME = 1 << 20;

    /** Path below the market's base URL. */
    public static final String PATH = "/api/ws/node";

    private Frames() {}
}
