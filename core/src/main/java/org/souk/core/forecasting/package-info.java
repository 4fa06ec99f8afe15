/**
 * The use cases of forecasts: once a step it is looked ahead for all nodes, once a day models are trained, and what was
 * measured is stored by the day. What forecasts are made of is in {@link org.souk.core.forecast}.
 */
package org.souk.core.forecasting;
