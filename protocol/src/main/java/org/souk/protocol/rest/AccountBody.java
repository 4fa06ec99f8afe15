package org.souk.protocol.rest;

import java.time.Instant;
import java.util.List;

/**
 * An account and its money, in micro-credits.
 *
 * @param plan the name of its service plan
 * @param heldMicros set aside for tasks that have not ended
 */
public record AccountBody(
        String id,
        String name,
        List<String> roles,
        Instant openedAt,
        String plan,
        long availableMicros,
        long heldMicros) {}
