package org.souk.core.task;

import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;

/** A node's last word on an attempt. */
public record AttemptReport(TaskId task, int attempt, NodeId node, Ending ending) {}
