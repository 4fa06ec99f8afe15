package org.souk.lab.placement;

/**
 * A decision.
 *
 * @param machine by its number, from 0
 */
record Placed(Pod pod, int machine) {}
