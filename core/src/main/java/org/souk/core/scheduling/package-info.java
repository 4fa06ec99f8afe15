/**
 * The decision which task runs where, as a function from a snapshot of the cluster to a plan.
 *
 * <p>No clock, no repository, no logger and no randomness: the same snapshot always gives the same plan. Each rule is
 * one class: a {@link org.souk.core.scheduling.Filter} says yes or no, a {@link org.souk.core.scheduling.Score} says
 * how well.
 */
package org.souk.core.scheduling;
