/**
 * The use cases of accounts: opening them, their money, and the clients that act for them. What has changed of an account
 * is passed on to the {@link org.souk.core.leader.Leader}, which knows of each buyer's plan.
 */
package org.souk.core.accounts;
