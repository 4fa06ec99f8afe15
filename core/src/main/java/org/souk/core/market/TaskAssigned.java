package org.souk.core.market;

import java.time.Duration;
import org.souk.core.node.NodeId;
import org.souk.core.task.TaskId;

/**
 * A task was given to a node.
 *
 * @param queued how long it waited, from its submission to the commit of the assignment
 */
public record TaskAssigned(TaskId task, NodeId node, Duration queued) {}
