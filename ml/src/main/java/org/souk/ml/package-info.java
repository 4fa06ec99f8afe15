/** Forecasters of a machine's own load, behind the port {@code core.forecast.LoadForecaster}. */
package org.souk.ml;
