package org.souk.lab.simulate;

/**
 * How a job fared.
 *
 * @param runMillis of useful work
 * @param promised whether the policy said that the deadline will be met
 */
record JobOutcome(Job job, long runMillis, long startedMillis, long finishedMillis, int preemptions, boolean promised) {
    /** Below this run time a job counts as if it ran for so long, so that short jobs do not rule the mean. */
    private static final long TAU_MILLIS = 10_000;

    /** After Feitelson and Rudolph: response time by run time, at least 1. */
    double boundedSlowdown() {
        return Math.max(1, responseMillis() / (double) Math.max(runMillis, TAU_MILLIS));
    }

    /** All time in which it did no useful work, also while it was suspended or being resumed. */
    double waitSeconds() {
        return (responseMillis() - runMillis) / 1000.0;
    }

    boolean hasDeadline() {
        return job.deadlineMillis().isPresent();
    }

    boolean metDeadline() {
        return hasDeadline() && finishedMillis <= job.deadlineMillis().getAsLong();
    }

    double processorMillis() {
        return (double) runMillis * job.processors();
    }

    private long responseMillis() {
        return finishedMillis - job.submitMillis();
    }
}
