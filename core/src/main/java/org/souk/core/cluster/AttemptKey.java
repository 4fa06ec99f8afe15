package org.souk.core.cluster;

import org.souk.core.task.TaskId;

/** Names an attempt. */
public record AttemptKey(TaskId task, int attempt) {}
