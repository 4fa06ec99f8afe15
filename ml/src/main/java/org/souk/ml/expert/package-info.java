/** The forecasters that compete: all see the same window and tell the same quantiles of the same horizons. */
package org.souk.ml.expert;
