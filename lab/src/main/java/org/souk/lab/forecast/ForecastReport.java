package org.souk.lab.forecast;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What came of it; the order of the fields is that of the JSON. Horizons are in steps.
 *
 * @param series of CPU and RAM that the file has
 * @param windows of CPU that everything is scored on
 * @param stepSeconds of the grid
 * @param cpu by horizon, then by forecaster
 * @param ram likewise; empty without RAM
 * @param interval of the champion's CPU forecasts
 * @param ramInterval likewise; left out without RAM
 * @param trainCpuSeconds for all models of both kinds of load
 * @param modelBytes as it is stored
 * @param forecastMillisPer1000Nodes CPU time of one thread for both kinds of load of all nodes, once in five minutes
 * @param heapMegabytesPer1000Nodes of the running forecast, its models, and eight days' histories
 * @param bySeed left out unless several seeds were asked for; the figures above are the first seed's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ForecastReport(
        long series,
        long windows,
        long stepSeconds,
        Map<String, Map<String, Error>> cpu,
        Map<String, Map<String, Error>> ram,
        Interval interval,
        Interval ramInterval,
        double trainCpuSeconds,
        double forecastMillisPer1000Nodes,
        double heapMegabytesPer1000Nodes,
        long modelBytes,
        List<Seed> bySeed) {
    /** In percentage points. */
    record Error(double mae, double rmse) {}

    /**
     * How honest the interval was.
     *
     * @param coverage by horizon
     * @param meanWidth over all horizons, in percentage points
     */
    record Interval(double nominal, Map<String, Double> coverage, double meanWidth, Pinball pinball) {}

    /** Mean pinball loss over the quantiles and horizons; persistence has the same calibration. */
    record Pinball(double champion, double persistence) {}

    /** What one seed gave: mean absolute errors of CPU by horizon. */
    record Seed(
            long seed,
            Map<String, Double> champion,
            Map<String, Double> lstm,
            Map<String, Double> randomForest,
            Map<String, Double> coverage,
            double trainCpuSeconds) {}

    ForecastReport withSeeds(List<Seed> seeds) {
        return new ForecastReport(
                series,
                windows,
                stepSeconds,
                cpu,
                ram,
                interval,
                ramInterval,
                trainCpuSeconds,
                forecastMillisPer1000Nodes,
                heapMegabytesPer1000Nodes,
                modelBytes,
                seeds);
    }
}
