package org.souk.core.scheduling.limit;

import org.souk.core.scheduling.WaitingTask;

/**
 * A rule that a task must meet whatever the nodes are, counted over the market and the plan so far. An instance serves
 * one plan: the planner asks it before it looks at nodes, and tells it of each assignment.
 */
public interface Limit {
    /** What people read in an explanation, such as {@code array limit}. */
    String name();

    boolean admits(WaitingTask task);

    /** The plan gives the task a node. */
    void took(WaitingTask task);
}
