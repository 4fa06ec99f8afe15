package org.souk.ml.champion;

import java.util.List;
import org.souk.ml.expert.QuantileForecast;

/**
 * What is said of one node at one step.
 *
 * @param said by each expert, in the panel's order
 * @param chosen of what the experts say
 * @param champion the same with the interval calibrated: what the product forecasts
 * @param unit in which the calibration counts
 * @param name of who was chosen for one step ahead; {@link ExpertSelection#BLEND} when it was all of them, weighted
 */
public record Verdict(
        List<QuantileForecast> said, QuantileForecast chosen, QuantileForecast champion, double unit, String name) {}
