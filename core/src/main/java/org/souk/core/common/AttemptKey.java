package org.souk.core.common;

/** Names an attempt. */
public record AttemptKey(TaskId task, int attempt) {}
