package org.souk.core.scheduling;

import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;

/**
 * The decision to let a suspended attempt go on.
 *
 * @param attempt if the task has another one by now, nothing happens
 * @param node that holds the attempt
 */
public record Resumption(TaskId task, int attempt, NodeId node) {}
