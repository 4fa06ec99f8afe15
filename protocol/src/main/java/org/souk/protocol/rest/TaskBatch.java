package org.souk.protocol.rest;

import java.util.List;

/**
 * Tasks to run, taken in all or none.
 *
 * @param tasks 1…500; with all elements of their arrays at most 10000
 */
public record TaskBatch(List<TaskRequest> tasks) {}
