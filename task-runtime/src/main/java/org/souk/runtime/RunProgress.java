package org.souk.runtime;

import java.time.Duration;

/**
 * How far a run is, told about five times a second while it runs.
 *
 * @param fuel metered instructions so far
 * @param wall the time since the program started
 * @param memoryBytes the present size of its linear memory in bytes
 */
public record RunProgress(long fuel, Duration wall, long memoryBytes) {}
