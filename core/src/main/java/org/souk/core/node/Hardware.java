package org.souk.core.node;

import org.souk.core.units.Bytes;

/**
 * What a machine has, as its agent measured it.
 *
 * @param cores logical processors
 * @param disk size of the file system that holds the agent's data
 * @param javaVersion of the Java that runs the agent
 */
public record Hardware(
        String os,
        String architecture,
        String cpuModel,
        int cores,
        Bytes ram,
        Bytes disk,
        String javaVersion,
        String agentVersion) {
    /** Before an agent has connected for the first time nothing is known. */
    public static final Hardware UNKNOWN = new Hardware("", "", "", 0, Bytes.ZERO, Bytes.ZERO, "", "");

    public boolean isKnown() {
        return cores > 0;
    }
}
