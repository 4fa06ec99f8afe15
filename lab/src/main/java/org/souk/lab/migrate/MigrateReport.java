package org.souk.lab.migrate;

import org.souk.lab.Percentiles;

/**
 * What came of the measurement; the order of the fields is that of the JSON.
 *
 * @param runs tasks that were measured, each moved once
 * @param downtimeMillis for how long their programs did not run
 * @param snapshotBytes of the largest snapshot
 * @param identicalOutput whether all printed what a run prints that never moves
 * @param identicalFuel whether all used as much fuel
 * @param failures tasks that did not move or did not end well
 */
record MigrateReport(
        int runs,
        Downtime downtimeMillis,
        long snapshotBytes,
        boolean identicalOutput,
        boolean identicalFuel,
        int failures) {

    /** Percentiles in milliseconds. */
    record Downtime(double p50, double p99) {
        static Downtime of(Percentiles percentiles) {
            return new Downtime(rounded(percentiles.at(50)), rounded(percentiles.at(99)));
        }
    }

    /** To a tenth: more would claim a precision that is not there. */
    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    boolean isFaultless() {
        return identicalOutput && identicalFuel && failures == 0;
    }
}
