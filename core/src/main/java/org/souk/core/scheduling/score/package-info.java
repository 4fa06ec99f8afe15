/**
 * The reasons to prefer a node to another that will do as well. Each is one class and says how good, 0…1; {@link
 * org.souk.core.scheduling.score.Ranking} weighs them against each other.
 */
package org.souk.core.scheduling.score;
