/**
 * From a plan to what is true. {@link org.souk.core.planning.Scheduler} has a plan made over the live state, {@link
 * org.souk.core.planning.PlanApplication} writes it down, {@link org.souk.core.planning.MigrationCoordinator} carries
 * migrations through. How to decide is in {@code core.scheduling}.
 */
package org.souk.core.planning;
