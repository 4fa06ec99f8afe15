package org.souk.ejb.scheduling;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.souk.core.health.GuardedTurns;

/** Takes a turn whenever its doorbell rings, and at least once a second, until it is interrupted; whatever a turn throws. */
final class TurnThread implements Runnable {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final Runnable turn;
    private final Doorbell doorbell;
    private final GuardedTurns guard;
    private final BooleanSupplier mayRun;

    /** @param mayRun false while another control plane has the database */
    TurnThread(String name, Runnable turn, Doorbell doorbell, GuardedTurns guard, BooleanSupplier mayRun) {
        this.name = name;
        this.turn = turn;
        this.doorbell = doorbell;
        this.guard = guard;
        this.mayRun = mayRun;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (mayRun.getAsBoolean()) {
                    guard.run(name, turn);
                }
                if (!mayRun.getAsBoolean() || guard.failing().containsKey(name)) {
                    Thread.sleep(PAUSE.toMillis());
                }
                doorbell.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
