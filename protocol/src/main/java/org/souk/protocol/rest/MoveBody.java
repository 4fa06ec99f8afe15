package org.souk.protocol.rest;

import java.time.Instant;

/**
 * A move of a running task.
 *
 * @param why it was planned, as the end of a sentence
 * @param endedAt absent while it is under way
 * @param failure why it was given up; absent unless it was
 * @param snapshotBytes that were sent; 0 unless it was done
 * @param stoodStillMillis how long the program stood still for it; 0 unless it was done
 */
public record MoveBody(
        String from,
        String to,
        String why,
        Instant plannedAt,
        Instant endedAt,
        String failure,
        long snapshotBytes,
        long stoodStillMillis) {}
