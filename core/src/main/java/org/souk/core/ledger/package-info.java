/**
 * Exact money: double-entry transfers, what a task costs, how the price is shared, and the port of the ledger.
 *
 * <p>Every transfer sums to zero, so the ledger does. Nothing here reads a clock or a random number.
 */
package org.souk.core.ledger;
