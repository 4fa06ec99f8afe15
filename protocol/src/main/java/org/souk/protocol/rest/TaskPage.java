package org.souk.protocol.rest;

import java.util.List;

/**
 * Tasks, newest first.
 *
 * @param next pass it as {@code before} for the next page; absent on the last
 */
public record TaskPage(List<TaskBody> tasks, String next) {}
