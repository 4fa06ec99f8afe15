package org.souk.core.task;

/** Priority classes, least urgent first. A higher class is always planned before a lower one. */
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    CRITICAL
}
