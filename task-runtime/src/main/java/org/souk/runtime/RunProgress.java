package org.souk.runtime;

import java.time.Duration;

/**
 * How far a run is, told about five times a second while it runs, and when it has come to stand or goes on.
 *
 * @param fuel metered instructions so far
 * @param wall the time that the program has run, without the time that it stood still
 * @param memoryBytes the present size of its linear memory in bytes
 * @param suspended whether it stands still
 * @param movable whether it can be saved and go on elsewhere
 */
public record RunProgress(long fuel, Duration wall, long memoryBytes, boolean suspended, boolean movable) {}
