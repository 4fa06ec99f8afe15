/**
 * Who makes room on a node for a task that is more urgent: who may be asked to, and the fewest and cheapest of them that
 * suffice.
 */
package org.souk.core.scheduling.preemption;
