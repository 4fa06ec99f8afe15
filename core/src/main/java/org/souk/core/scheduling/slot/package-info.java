/** Slots, the places for tasks while a plan is made: what is free on each node, and when, after what has been decided so far. */
package org.souk.core.scheduling.slot;
