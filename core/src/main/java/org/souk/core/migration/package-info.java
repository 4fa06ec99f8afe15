/**
 * Moving tasks between nodes while they run: when it is worth it, and who may send or receive a snapshot.
 *
 * <p>Pure: nothing here reads a clock, a random number or a store.
 */
package org.souk.core.migration;
