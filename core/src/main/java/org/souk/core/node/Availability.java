package org.souk.core.node;

/** The owner's switch. */
public enum Availability {
    /** Takes new tasks. */
    ACTIVE,
    /** Finishes what it runs and takes nothing new. */
    DRAINING,
    /** Off the market; what still runs is finished. */
    INACTIVE
}
