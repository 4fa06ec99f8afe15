package org.souk.protocol.rest;

import java.util.List;

/**
 * The tasks of a batch, in its order.
 */
public record TaskList(List<TaskBody> tasks) {}
