/**
 * Keeps tasks, nodes, accounts and the ledger in a relational database, H2 or PostgreSQL, by JPA.
 *
 * <p>Rows ({@code …Row}) are not domain objects and are seen nowhere else. Every store joins its caller's transaction.
 * Locks are always taken in this order: account rows, node rows, task rows, the ledger's guard, ledger accounts; within a table by
 * key.
 */
package org.souk.persistence;
