package org.souk.ejb.scheduling;

import jakarta.inject.Singleton;
import org.souk.core.leader.Doorbells;

/** The doorbells of the leader's two threads. */
@Singleton
public class ThreadDoorbells implements Doorbells {
    private final Doorbell planning = new Doorbell();
    private final Doorbell settling = new Doorbell();

    @Override
    public void planning() {
        planning.ring();
    }

    @Override
    public void settling() {
        settling.ring();
    }

    Doorbell forPlanning() {
        return planning;
    }

    Doorbell forSettling() {
        return settling;
    }
}
