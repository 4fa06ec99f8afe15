/**
 * What the market does: take in tasks, apply plans, settle reports, enrol nodes, open accounts.
 *
 * <p>The interfaces {@code Tasks}, {@code Nodes}, {@code Accounts} and {@code NodeSessions} are what the adapters call;
 * the classes are the rules, each method to be run inside one transaction of the caller.
 */
package org.souk.core.market;
