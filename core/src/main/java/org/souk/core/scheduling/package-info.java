/**
 * What a decision about tasks and nodes is made from, a {@link org.souk.core.scheduling.ClusterSnapshot}, and what it says, a
 * {@link org.souk.core.scheduling.Plan}; and what the market keeps from one plan to the next, such as who has used how much.
 *
 * <p>The packages below it decide: {@code slot} is what is free while a plan is made, {@code filter}, {@code score} and {@code
 * limit} are the rules, one class each, {@code preemption} says who makes room, and {@code planning} is the planner on top of
 * them. No clock, no repository, no logger and no randomness in any of them: the same snapshot always gives the same plan.
 */
package org.souk.core.scheduling;
