package org.souk.lab.simulate;

import java.util.List;

/**
 * What is replayed.
 *
 * @param trace its name, for people
 * @param processors of the one pool
 * @param jobs in the order of the file; none needs more than {@code processors}
 * @param skipped records of the file that no scheduler could run
 */
record Workload(String trace, int processors, List<TracedJob> jobs, int skipped) {
    Workload {
        jobs = List.copyOf(jobs);
    }

    /** With all submissions drawn together (below 1) or apart (above 1), to the millisecond. */
    Workload compressed(double factor) {
        return with(jobs.stream()
                .map(job -> job.submittedAt(Math.round(job.job().submitMillis() * factor)))
                .toList());
    }

    Workload with(List<TracedJob> changed) {
        return new Workload(trace, processors, changed, skipped);
    }
}
