package org.souk.core.node;

import org.souk.core.units.Bytes;

/**
 * What a machine has, as its agent measured it.
 *
 * @param cores logical processors
 * @param disk size of the file system that holds the agent's data
 * @param javaVersion of the Java that runs the agent
 * @param isolation what holds the workers of tasks: {@code jvm}, {@code cgroup}, {@code bubblewrap} or {@code
 *     bubblewrap+cgroup}
 */
public record Hardware(
        String os,
        String architecture,
        String cpuModel,
        int cores,
        Bytes ram,
        Bytes disk,
        String javaVersion,
        String agentVersion,
        String isolation) {
    /** What holds a worker everywhere: its JVM alone. */
    public static final String JVM = "jvm";

    /** Before an agent has connected for the first time nothing is known. */
    public static final Hardware UNKNOWN = new Hardware("", "", "", 0, Bytes.ZERO, Bytes.ZERO, "", "", JVM);

    /** Of an agent that does not say what holds its workers. */
    public Hardware(
            String os,
            String architecture,
            String cpuModel,
            int cores,
            Bytes ram,
            Bytes disk,
            String javaVersion,
            String agentVersion) {
        this(os, architecture, cpuModel, cores, ram, disk, javaVersion, agentVersion, JVM);
    }

    public boolean isKnown() {
        return cores > 0;
    }
}
