package org.souk.core.forecast;

import java.util.Map;
import java.util.Set;
import org.souk.core.common.NodeId;

/**
 * Port: where the machines' own loads are kept. Values are kept to a hundredth of a percent. Every method joins the
 * caller's transaction.
 */
public interface LoadStore {
    /** Writes steps in a batch. A value that is known replaces what is stored of its step, a missing one does not. */
    void write(Map<NodeId, LoadSeries> steps);

    /** What is stored of one node from this step on; it begins and ends with a step of which something is known. */
    LoadSeries read(NodeId node, long from);

    /** The nodes of which something is stored of the day of this step, or later. */
    Set<NodeId> nodes(long from);

    /** Forgets the days that lie before the day of this step. */
    void forgetBefore(long step);
}
