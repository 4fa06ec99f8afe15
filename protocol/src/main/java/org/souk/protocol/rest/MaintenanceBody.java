package org.souk.protocol.rest;

import java.time.Instant;

/**
 * A time in which an owner needs the machine.
 *
 * @param weekly may be absent: false; true when it comes again every seven days
 */
public record MaintenanceBody(Instant start, Instant end, Boolean weekly) {}
