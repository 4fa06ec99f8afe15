package org.souk.lab.simulate;

import java.util.OptionalLong;

/**
 * A job with what only the trace knows.
 *
 * @param runMillis how long it runs when nothing interrupts it, above 0
 */
record TracedJob(Job job, long runMillis) {
    TracedJob submittedAt(long submitMillis) {
        return new TracedJob(
                new Job(job.index(), submitMillis, job.processors(), job.estimateMillis(), job.deadlineMillis()),
                runMillis);
    }

    TracedJob due(long deadlineMillis) {
        return new TracedJob(
                new Job(
                        job.index(),
                        job.submitMillis(),
                        job.processors(),
                        job.estimateMillis(),
                        OptionalLong.of(deadlineMillis)),
                runMillis);
    }
}
