package org.souk.lab.faults;

import java.util.Map;

/**
 * What came of it; the order of the fields is that of the JSON.
 *
 * @param faults by the kind of fault
 * @param failures runs with any flaw
 */
record FaultsReport(Map<String, Counts> faults, int failures) {
    /**
     * Of one kind of fault.
     *
     * @param runs in which it hit a move that was under way
     * @param moved of these, tasks that went on at the target
     * @param stayed that went on at the source
     * @param restarted that went on from a checkpoint, or from the beginning
     * @param copiesMax the most copies of one program that lived at a time
     * @param billedTwice settled more than once, or for more than was done
     * @param notBilled not settled, or for less than was done
     */
    record Counts(
            int runs,
            int moved,
            int stayed,
            int restarted,
            int copiesMax,
            int wrongResults,
            int billedTwice,
            int notBilled,
            int leftOvers) {}
}
