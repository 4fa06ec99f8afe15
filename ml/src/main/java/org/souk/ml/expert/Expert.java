package org.souk.ml.expert;

import org.souk.ml.window.LoadWindow;

/** A forecaster of one kind of load. Immutable once trained, and safe to use from many threads. */
public interface Expert {
    /** Such as {@code linearRegression}; a name that evidence is kept by. */
    String name();

    /** Looks ahead; the result is between 0 and 100 everywhere. */
    QuantileForecast forecast(LoadWindow window);
}
