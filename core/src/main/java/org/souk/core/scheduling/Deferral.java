package org.souk.core.scheduling;

import java.util.Map;
import org.souk.core.task.TaskId;

/**
 * Why a task waits: how many nodes each filter turned away. A node counts for the first filter that says no.
 */
public record Deferral(TaskId task, Map<String, Integer> rejections) {}
