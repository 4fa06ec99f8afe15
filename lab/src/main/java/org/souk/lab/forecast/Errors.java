package org.souk.lab.forecast;

/** The errors of one forecaster at one horizon. Not thread-safe. */
final class Errors {
    private long count;
    private double absolute;
    private double squared;

    void add(double said, double came) {
        double error = said - came;
        absolute += Math.abs(error);
        squared += error * error;
        count++;
    }

    long count() {
        return count;
    }

    ForecastReport.Error report() {
        return new ForecastReport.Error(Figures.rounded(absolute / count), Figures.rounded(Math.sqrt(squared / count)));
    }
}
