/** What {@code /metrics} tells of the market: tasks and nodes by state, waiting times, and the ledger's totals. */
package org.souk.api.metrics;
