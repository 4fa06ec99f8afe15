/** What a machine's own load will be: the history of measurements, forecasts and the port of those who make them. */
package org.souk.core.forecast;
