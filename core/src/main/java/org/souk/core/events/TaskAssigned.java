package org.souk.core.events;

import java.time.Duration;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;

/**
 * A task was given to a node.
 *
 * @param queued how long it waited, from its submission to the commit of the assignment
 */
public record TaskAssigned(TaskId task, NodeId node, Duration queued) {}
