package org.souk.protocol.rest;

/**
 * What a machine has.
 *
 * @param isolation what holds the workers of tasks: {@code jvm}, {@code cgroup}, {@code bubblewrap} or {@code
 *     bubblewrap+cgroup}; absent in what an agent says: {@code jvm}
 */
public record HardwareBody(
        String os,
        String architecture,
        String cpuModel,
        int cores,
        long ramBytes,
        long diskBytes,
        String javaVersion,
        String agentVersion,
        String isolation) {
    /** Of an agent that does not say what holds its workers. */
    public HardwareBody(
            String os,
            String architecture,
            String cpuModel,
            int cores,
            long ramBytes,
            long diskBytes,
            String javaVersion,
            String agentVersion) {
        this(os, architecture, cpuModel, cores, ramBytes, diskBytes, javaVersion, agentVersion, null);
    }
}
