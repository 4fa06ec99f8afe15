package org.souk.core.events;

import org.souk.core.common.TaskId;
import org.souk.core.task.Escalations.Step;

/** The market did more for a task because it waited. */
public record TaskEscalated(TaskId task, Step step) {}
