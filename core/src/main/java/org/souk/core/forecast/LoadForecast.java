package org.souk.core.forecast;

/**
 * What a machine's own load is expected to be.
 *
 * @param cpuPercent expected, of all cores together, 0…100
 * @param upperCpuPercent it stays below this with high probability
 * @param ramPercent expected, 0…100
 * @param upperRamPercent it stays below this with high probability
 * @param model the name of the forecaster
 */
public record LoadForecast(
        double cpuPercent, double upperCpuPercent, double ramPercent, double upperRamPercent, String model) {
    /** For a machine that has not been measured yet. */
    public static final LoadForecast UNKNOWN = new LoadForecast(0, 0, 0, 0, "none");
}
