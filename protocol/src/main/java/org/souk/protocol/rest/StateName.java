package org.souk.protocol.rest;

/** The states of a task. */
public enum StateName {
    BLOCKED,
    QUEUED,
    ASSIGNED,
    RUNNING,
    SUSPENDED,
    CANCELLING,
    COMPLETED,
    FAILED,
    CANCELLED;

    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
