/**
 * What a machine's own load will be: what was measured of it, forecasts and how good they were, and the ports of those who
 * make them and of where they are kept.
 */
package org.souk.core.forecast;
