/**
 * What a run used, at which prices, and what that makes: tariffs, usage, segments of a run and bills, as values. They are
 * computed in {@code core.ledger}.
 */
package org.souk.core.pricing;
