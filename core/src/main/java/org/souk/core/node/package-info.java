/**
 * A seller's machine as it is stored: its hardware, what of it is for sale at which price and when, why it is in quarantine;
 * and a measurement of its load.
 */
package org.souk.core.node;
