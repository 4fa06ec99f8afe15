package org.souk.protocol.rest;

import java.util.List;

/**
 * One kind of load, in percent of the machine.
 *
 * @param champion the forecaster that is believed for this node now; absent without a forecast
 * @param history the means of the last day's steps, without those in which nothing was measured
 * @param forecast of the steps that follow, an hour; empty when none was made lately
 * @param errors how former forecasts compare with what came
 */
public record LoadCourseBody(
        String champion,
        List<LoadPointBody> history,
        List<ForecastPointBody> forecast,
        List<ForecastErrorBody> errors) {}
