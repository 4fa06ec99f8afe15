package org.souk.lab.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Does something once, at a moment of a task's move. */
final class Trigger implements Tap {
    private final String task;
    private final Moment moment;
    private final Runnable harm;
    private final ScheduledExecutorService clock;
    private final AtomicBoolean pulled = new AtomicBoolean();

    Trigger(String task, Moment moment, Runnable harm, ScheduledExecutorService clock) {
        this.task = task;
        this.moment = moment;
        this.harm = harm;
        this.clock = clock;
    }

    @Override
    public List<Duration> passing(Frame frame) {
        boolean now = frame.type().equals(moment.frame()) && frame.isOf(task) && pulled.compareAndSet(false, true);
        if (now && moment.before()) {
            harm.run();
        } else if (now) {
            var unused = clock.schedule(harm, moment.delay().toMillis(), TimeUnit.MILLISECONDS);
        }
        return ONCE;
    }
}
