package org.souk.lab.simulate;

/**
 * What has become of a job so far. It shows what a scheduler can know: what ran, not what is left.
 *
 * <p>A resumed job holds its processors for the pool's preemption cost before it goes on.
 */
public final class Execution {
    /** In the order of a life; a suspended one can run again. */
    public enum State {
        WAITING,
        RUNNING,
        SUSPENDED,
        FINISHED
    }

    private final Job job;
    private final long runMillis;
    private State state = State.WAITING;
    private long startedMillis;
    private long finishedMillis;
    private long progressBefore;
    private long goesOnMillis;
    private int suspensions;

    Execution(TracedJob traced) {
        this.job = traced.job();
        this.runMillis = traced.runMillis();
    }

    public Job job() {
        return job;
    }

    public State state() {
        return state;
    }

    /** When it was started first. */
    public long startedMillis() {
        return startedMillis;
    }

    public long finishedMillis() {
        return finishedMillis;
    }

    public int suspensions() {
        return suspensions;
    }

    /** Useful run time so far. */
    public long progressMillis(long now) {
        return progressBefore + (state == State.RUNNING ? Math.max(0, now - goesOnMillis) : 0);
    }

    /** When it ends by its estimate if nothing interrupts it; never before now. Only of one that runs. */
    public long expectedEndMillis(long now) {
        return Math.max(now, goesOnMillis + job.estimateMillis() - progressBefore);
    }

    void start(long now) {
        state = State.RUNNING;
        startedMillis = now;
        goesOnMillis = now;
    }

    void suspend(long now) {
        progressBefore = progressMillis(now);
        state = State.SUSPENDED;
        suspensions++;
    }

    void resume(long now, long costMillis) {
        state = State.RUNNING;
        goesOnMillis = now + costMillis;
    }

    /** When it really ends if nothing interrupts it. */
    long endMillis() {
        return goesOnMillis + runMillis - progressBefore;
    }

    void finish(long now) {
        state = State.FINISHED;
        finishedMillis = now;
        progressBefore = runMillis;
    }

    JobOutcome outcome(boolean promised) {
        return new JobOutcome(job, runMillis, startedMillis, finishedMillis, suspensions, promised);
    }
}
