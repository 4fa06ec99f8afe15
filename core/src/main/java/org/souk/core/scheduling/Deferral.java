package org.souk.core.scheduling;

import org.souk.core.common.TaskId;

/** The decision that a task waits. */
public record Deferral(TaskId task, WaitReason reason) {}
