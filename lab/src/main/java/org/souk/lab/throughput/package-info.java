/**
 * How many tasks a market settles in a second, and how soon a task runs, measured on a real control plane with real
 * agents and a database that loses no commit.
 */
package org.souk.lab.throughput;
