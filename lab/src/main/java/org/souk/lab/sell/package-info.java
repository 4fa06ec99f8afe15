/**
 * What a forecast is worth: machines' own loads are replayed with tasks sold beside them by the product's planner, which
 * reckons with the last value, with a margin on top of it, or with a forecast.
 */
package org.souk.lab.sell;
