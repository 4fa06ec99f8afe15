package org.souk.agent.load;

/**
 * How busy the machine is.
 *
 * @param cpuPercent of all cores together, 0…100
 * @param ramPercent of the RAM in use, 0…100
 * @param taskCpuPercent the part of {@code cpuPercent} that workers use
 * @param taskRamBytes resident memory of the workers
 */
public record Load(double cpuPercent, double ramPercent, double taskCpuPercent, long taskRamBytes) {}
