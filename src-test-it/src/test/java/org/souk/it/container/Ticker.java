package org.souk.it.container;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.util.concurrent.atomic.AtomicInteger;

/** Ticks every second by a timer that is not persistent, as the scheduler's does. */
@Singleton
@Startup
public class Ticker {
    private final AtomicInteger ticks = new AtomicInteger();

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void tick() {
        ticks.incrementAndGet();
    }

    public int ticks() {
        return ticks.get();
    }
}
