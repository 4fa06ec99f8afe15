package org.souk.protocol.rest;

/** The owner's switch. */
public enum AvailabilityName {
    ACTIVE,
    DRAINING,
    INACTIVE
}
