package org.souk.protocol.rest;

/** Priority classes, least urgent first. */
public enum PriorityName {
    LOW,
    NORMAL,
    HIGH,
    CRITICAL
}
