package org.souk.testing;

import java.time.Duration;

/**
 * How long a test waits for what must come: an answer, the end of a process, a node that comes back. It only matters when
 * something is broken, so it is long enough for a slow machine that does much else; a test that passes never waits so long.
 */
public final class Patience {
    /** For one event, in seconds. */
    public static final int SECONDS = 300;

    /** For one event. */
    public static final Duration LIMIT = Duration.ofSeconds(SECONDS);

    /** For one test with all its events, in seconds: more than for one, so that the failure names what did not come. */
    public static final int TEST_SECONDS = 2 * SECONDS;

    private Patience() {}
}
