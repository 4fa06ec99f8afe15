/**
 * How attempts end: reports and expired leases become bills, transfers and the next state of a task, in one transaction
 * with what that does to its dependents. And what is written down of attempts that go on, such as checkpoints.
 */
package org.souk.core.settlement;
