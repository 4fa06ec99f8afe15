package org.souk.protocol.rest;

import java.util.Map;

/**
 * The whole ledger.
 *
 * @param balances by account
 * @param sumMicros zero, or the ledger is broken
 */
public record LedgerBody(Map<String, Long> balances, long sumMicros) {}
