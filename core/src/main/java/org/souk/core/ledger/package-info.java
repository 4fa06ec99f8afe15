/**
 * Exact money: double-entry transfers, what a task costs and how the price is shared.
 *
 * <p>Every transfer sums to zero, so the ledger does. Nothing here reads a clock or a random number.
 */
package org.souk.core.ledger;
