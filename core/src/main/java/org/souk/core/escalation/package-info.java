/**
 * What the market does for tasks that wait too long or whose deadline comes near: {@link
 * org.souk.core.escalation.EscalationPolicy} decides, a pure function from the queue and what was measured of it, and {@link
 * org.souk.core.escalation.Escalator} writes it down. Thresholds are not fixed numbers but percentiles of the last hour, so
 * that they move with the load.
 */
package org.souk.core.escalation;
