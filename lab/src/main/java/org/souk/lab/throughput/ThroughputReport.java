package org.souk.lab.throughput;

import org.souk.lab.Percentiles;

/**
 * What came of the measurement; the order of the fields is that of the JSON.
 *
 * @param tasksPerSecond of the first phase, from its first submission to its last settlement
 * @param submitToRunningMillis of the second phase
 * @param serverRssMb the control plane's resident memory, the largest seen
 * @param agentRssMb that of the largest agent when it has nothing to do, without its workers
 * @param lost tasks that were taken and have not ended
 * @param paidTwice tasks that the ledger settles more than once
 */
record ThroughputReport(
        double tasksPerSecond,
        Latency submitToRunningMillis,
        long serverRssMb,
        long agentRssMb,
        int lost,
        int paidTwice) {

    /** Percentiles in milliseconds. */
    record Latency(double p50, double p99) {
        static Latency of(Percentiles percentiles) {
            return new Latency(rounded(percentiles.at(50)), rounded(percentiles.at(99)));
        }
    }

    ThroughputReport {
        tasksPerSecond = rounded(tasksPerSecond);
    }

    /** To a tenth: more would claim a precision that is not there. */
    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
