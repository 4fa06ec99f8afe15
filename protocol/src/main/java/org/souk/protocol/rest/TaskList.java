package org.souk.protocol.rest;

import java.util.List;

/**
 * The tasks of a batch, in its order; of an array its first element.
 */
public record TaskList(List<TaskBody> tasks) {}
