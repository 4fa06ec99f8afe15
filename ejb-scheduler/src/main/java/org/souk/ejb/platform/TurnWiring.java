package org.souk.ejb.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.souk.core.health.GuardedTurns;

/** Gives all modules the same guard for their timers, so that one check sees what fails in any of them. */
@ApplicationScoped
public class TurnWiring {
    private final GuardedTurns turns = new GuardedTurns();

    @Produces
    @Singleton
    public GuardedTurns turns() {
        return turns;
    }
}
