package org.souk.runtime.wasi;

import org.souk.runtime.snapshot.SnapshotRefused;
import org.souk.runtime.snapshot.StateReader;
import org.souk.runtime.snapshot.StateWriter;

/**
 * A program's sleep. It takes real time, which is not the program's to see; when it is over, the program's clock has gone on by
 * what was asked for, however long it really took. Taken away in it, a program sleeps for what is left when it is put back.
 */
final class Sleep {

    private static final long AWAKE = -1;

    private final RunClock run;
    private final ProgramClock clock;
    private final YieldPoint point;

    /** What is left of the sleep in which the program was taken away, in real nanoseconds. */
    private long left = AWAKE;

    Sleep(RunClock run, ProgramClock clock, YieldPoint point) {
        this.run = run;
        this.clock = clock;
        this.point = point;
    }

    /**
     * Sleeps so long, or for what is left of that.
     *
     * @param nanos at least 0
     * @return whether it has come to its end; if not, the program is taken away
     * @throws Interrupted when the run is to end
     */
    boolean lasts(long nanos) {
        long rest = point.arrives() && left != AWAKE ? Math.min(left, nanos) : nanos;
        left = AWAKE;
        long began = run.nanos();
        for (long due = rest; due > 0; due = rest - (run.nanos() - began)) {
            if (point.leaves()) {
                left = due;
                return false;
            }
            run.sleep(due);
        }
        clock.slept(nanos);
        return true;
    }

    void saveTo(StateWriter state) {
        state.large(left);
    }

    void restoreFrom(StateReader state) throws SnapshotRefused {
        left = state.large("rest of a sleep", AWAKE, Long.MAX_VALUE);
    }
}
