/** How well loads are forecast: all forecasters on measured series, and what the market would have made of them. */
package org.souk.lab.forecast;
