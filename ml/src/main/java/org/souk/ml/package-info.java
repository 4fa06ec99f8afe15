/**
 * Forecasters of a machine's own load, behind the ports of {@code core.forecast}: two simple ones for the present ({@code
 * LoadForecaster}), and the training of those that look an hour ahead ({@code LoadTrainer}).
 */
package org.souk.ml;
