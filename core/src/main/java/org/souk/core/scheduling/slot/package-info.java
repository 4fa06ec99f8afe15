/**
 * Slots, the places for tasks while a plan is made: what is free on each node after what has been decided so far, and by its
 * timeline when.
 */
package org.souk.core.scheduling.slot;
