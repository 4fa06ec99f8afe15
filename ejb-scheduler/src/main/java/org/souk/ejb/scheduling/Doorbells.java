package org.souk.ejb.scheduling;

import jakarta.inject.Singleton;

/** The doorbells of the market's two threads. */
@Singleton
public class Doorbells {
    private final Doorbell planning = new Doorbell();
    private final Doorbell settling = new Doorbell();

    /** To be rung when a task waits, or when a node has room. */
    public Doorbell planning() {
        return planning;
    }

    /** To be rung when a report waits to be settled. */
    public Doorbell settling() {
        return settling;
    }
}
