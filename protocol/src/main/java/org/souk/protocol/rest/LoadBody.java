package org.souk.protocol.rest;

import java.time.Instant;

/**
 * A machine's load, in percent.
 *
 * @param forecastCpuPercent the owner's own load that is expected
 * @param forecastUpperCpuPercent it stays below this
 * @param model the forecaster
 */
public record LoadBody(
        Instant at,
        double cpuPercent,
        double ramPercent,
        double taskCpuPercent,
        long taskRamBytes,
        double forecastCpuPercent,
        double forecastUpperCpuPercent,
        double forecastRamPercent,
        double forecastUpperRamPercent,
        String model) {}
