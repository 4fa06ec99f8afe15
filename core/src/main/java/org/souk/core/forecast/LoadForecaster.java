package org.souk.core.forecast;

/** Port: predicts a machine's own load from its history. Stateless and quick: it is called for every heartbeat. */
public interface LoadForecaster {
    /** A short name, such as {@code ewma}. */
    String name();

    /** {@link LoadForecast#UNKNOWN} for an empty history. */
    LoadForecast forecast(LoadHistory history);
}
