package org.souk.lab.placement;

/**
 * A task to be placed.
 *
 * @param number in the order of arrival, unique within a trial
 */
record Pod(int number, Amount needs) {}
