package org.souk.ml.expert;

import org.souk.ml.window.LoadWindow;

/** A forecast without quantiles. */
public interface PointForecast {
    /** Of the expert that is made of it. */
    String label();

    /** In percent, for each horizon; a new array, not clipped. */
    double[] forecast(LoadWindow window);
}
