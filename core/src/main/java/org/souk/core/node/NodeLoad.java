package org.souk.core.node;

import java.time.Instant;
import org.souk.core.units.Bytes;

/**
 * One measurement of a machine's load.
 *
 * @param cpuPercent of all cores together, 0…100
 * @param ramPercent of the RAM that is in use, 0…100
 * @param taskCpuPercent the part of {@code cpuPercent} that Souk's own workers use
 * @param taskRam the RAM that Souk's own workers use
 */
public record NodeLoad(Instant at, double cpuPercent, double ramPercent, double taskCpuPercent, Bytes taskRam) {
    public NodeLoad {
        cpuPercent = percent(cpuPercent);
        ramPercent = percent(ramPercent);
        taskCpuPercent = Math.min(percent(taskCpuPercent), cpuPercent);
    }

    /** The owner's own CPU use, 0…100. */
    public double ownCpuPercent() {
        return cpuPercent - taskCpuPercent;
    }

    /** The owner's own RAM use, 0…100, on a machine with that much RAM. */
    public double ownRamPercent(Bytes machineRam) {
        if (machineRam.count() == 0) {
            return ramPercent;
        }
        return Math.max(0, ramPercent - 100.0 * taskRam.count() / machineRam.count());
    }

    private static double percent(double value) {
        return Double.isFinite(value) ? Math.max(0, Math.min(100, value)) : 100;
    }
}
