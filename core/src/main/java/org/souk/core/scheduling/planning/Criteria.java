package org.souk.core.scheduling.planning;

import org.souk.core.matching.Matchmaker;
import org.souk.core.migration.MigrationPolicy;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.scheduling.score.Ranking;

/**
 * What a planner decides by, the same for all its plans.
 *
 * @param matchmaker what requirements and policies say
 */
record Criteria(SchedulingRules rules, Ranking ranking, Matchmaker matchmaker, MigrationPolicy moves) {}
