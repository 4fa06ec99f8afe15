/**
 * Decides what the market does for tasks that wait too long or whose deadline comes near: a pure function from the queue
 * and what was measured of it to a list of {@link org.souk.core.escalation.Escalation}s. Thresholds are not fixed numbers
 * but percentiles of the last hour, so that they move with the load.
 */
package org.souk.core.escalation;
