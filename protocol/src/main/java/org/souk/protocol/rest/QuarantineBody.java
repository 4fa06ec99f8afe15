package org.souk.protocol.rest;

import java.time.Instant;

/** Why and since when a node gets no tasks: what it reports cannot be true. */
public record QuarantineBody(String reason, Instant since) {}
