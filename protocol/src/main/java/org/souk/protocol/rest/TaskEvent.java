package org.souk.protocol.rest;

import java.time.Instant;

/**
 * A change of a task, as it is sent over the WebSocket {@code /api/ws/events}.
 */
public record TaskEvent(String task, StateName state, int attempt, String node, long fuel, Instant at) {}
