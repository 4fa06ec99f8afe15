package org.souk.core.forecast;

import java.util.Map;
import org.souk.core.common.NodeId;

/**
 * Port: the forecasts of all nodes, going on step by step. It learns from its own errors which model to believe for
 * which node, and how wide the interval must be. Not thread-safe; belongs to one thread, off the planner's.
 */
public interface RunningForecast {
    /**
     * Looks ahead from one step. To be called once a step, after the step has ended; steps may be left out.
     *
     * <p>What was forecast for this step earlier is held against what was measured, then every node with a value in
     * the last hour gets an outlook. Nothing after the step is looked at, even where a history goes on.
     *
     * @param step later than that of any former call
     * @param histories of the nodes, each with at least the last eight days where it has them
     * @return nothing for nodes of which nothing was measured in the last hour
     */
    Map<NodeId, Outlook> advance(long step, Map<NodeId, LoadSeries> histories);

    /** What was learnt about the nodes, for {@link LoadModel#begin}, of this model or a later one. */
    byte[] evidence();
}
