package org.souk.runtime.wasi;

import java.util.concurrent.TimeUnit;

/**
 * The time that a run has really run, of which its program sees nothing (it has a {@link ProgramClock}), and the gate at
 * which it is suspended. While it stands at the gate its clock stands still too: its sleeps and its limit know nothing of
 * the pause, as on a machine that was asleep.
 *
 * <p>The program's thread passes the gate, everybody else may suspend, resume and read.
 */
public final class RunClock {

    private final Runnable changed;
    private volatile boolean suspended;
    private volatile boolean called;
    private boolean standing;
    private boolean started;
    private long startedAt;
    private long stoodSince;
    private long stoodNanos;

    /** @param changed called by the program's thread when it has come to stand or goes on */
    public RunClock(Runnable changed) {
        this.changed = changed;
    }

    /** The run begins, at the gate if it is suspended. */
    public void start() {
        startAt(0);
        unrest();
        pass();
    }

    /**
     * A run that was taken away is here: its clock shows these nanoseconds and rests until {@link #unrest}. May be called
     * again before that.
     *
     * @param nanos not negative
     */
    public synchronized void startAt(long nanos) {
        started = true;
        startedAt = System.nanoTime() - nanos;
        standing = true;
        stoodSince = startedAt + nanos;
    }

    /** Lets the program come out of the gate or of its sleep, for there is something to do with it. */
    public synchronized void call() {
        called = true;
        notifyAll();
    }

    /** Whether the program is called away. */
    public boolean isCalled() {
        return called;
    }

    /** It was done; the gate holds again. */
    public synchronized void uncall() {
        called = false;
    }

    /** The clock stands still while the host does something with the program, until {@link #unrest}. */
    public synchronized void rest() {
        if (!standing) {
            standing = true;
            stoodSince = System.nanoTime();
        }
    }

    /** Ends {@link #rest}. */
    public synchronized void unrest() {
        if (standing) {
            standing = false;
            stoodNanos += System.nanoTime() - stoodSince;
        }
    }

    /** Lets the run stand still at the gate, to which it comes within milliseconds unless the host is at work for it. */
    public synchronized void suspend() {
        suspended = true;
        notifyAll();
    }

    /** Lets the run go on. */
    public synchronized void resume() {
        suspended = false;
        notifyAll();
    }

    /** Whether it shall stand still. */
    public boolean isSuspended() {
        return suspended;
    }

    /** Whether it does stand still. */
    public synchronized boolean isStanding() {
        return standing && suspended;
    }

    /** The nanoseconds that it has run. */
    public synchronized long nanos() {
        if (!started) {
            return 0;
        }
        return (standing ? stoodSince : System.nanoTime()) - startedAt - stoodNanos;
    }

    /**
     * The gate. A program that is {@linkplain #call called} passes although it is suspended.
     *
     * @throws Interrupted when the run is to end
     */
    public void pass() {
        while (suspended && !called) {
            stand();
        }
    }

    private void stand() {
        rest();
        try {
            changed.run();
            awaitResumption();
        } finally {
            unrest();
            if (!suspended) {
                changed.run();
            }
        }
    }

    private synchronized void awaitResumption() {
        try {
            while (suspended && !called) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted();
        }
    }

    /**
     * Sleeps so long by this clock, or until it was suspended and resumed: other clocks have gone on meanwhile; or
     * until it is called.
     *
     * @throws Interrupted when the run is to end
     */
    public void sleep(long nanos) {
        long began = System.nanoTime();
        synchronized (this) {
            try {
                for (long left = nanos; left > 0 && !suspended && !called; left = nanos - (System.nanoTime() - began)) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Interrupted();
            }
        }
        pass();
    }
}
