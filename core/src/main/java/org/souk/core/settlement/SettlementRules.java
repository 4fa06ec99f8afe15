package org.souk.core.settlement;

import org.souk.core.ledger.Billing;

/**
 * What holds for the end of attempts.
 *
 * @param billing makes the bill
 * @param maxAttempts a task ends after so many attempts that failed by fault of their nodes; at least 1
 */
public record SettlementRules(Billing billing, int maxAttempts) {}
