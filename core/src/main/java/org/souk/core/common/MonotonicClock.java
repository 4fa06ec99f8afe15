package org.souk.core.common;

import java.time.Duration;

/** Port: time that only goes forward and never jumps. It has no date, and may stand still while the machine sleeps. */
public interface MonotonicClock {
    /** Since some fixed moment. */
    Duration uptime();
}
