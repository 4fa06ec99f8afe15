package org.souk.lab.sell;

import org.souk.core.common.TaskId;
import org.souk.core.units.Resources;

/**
 * A task that somebody wants to run.
 *
 * @param arrives the step at whose beginning it is submitted
 * @param steps how long it runs, which its buyer knows
 */
record SoldTask(TaskId id, long arrives, int steps, Resources resources) {
    /** CPU hours of a part of its run. */
    double cpuHours(int stepsRun, double stepHours) {
        return resources.cpu().value() / 1000.0 * stepsRun * stepHours;
    }
}
