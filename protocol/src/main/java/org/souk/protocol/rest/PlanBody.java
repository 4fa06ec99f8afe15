package org.souk.protocol.rest;

/**
 * A service plan.
 *
 * @param weight in the fair share
 * @param maxUnfinished the most tasks that have not ended
 * @param maxCpuMillis the most on nodes at a time; absent: no limit
 * @param maxRamBytes the most on nodes at a time; absent: no limit
 * @param refundPercent of the price, for a missed deadline
 */
public record PlanBody(
        String name, int weight, int maxUnfinished, Integer maxCpuMillis, Long maxRamBytes, int refundPercent) {}
