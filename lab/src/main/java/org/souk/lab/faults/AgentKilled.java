package org.souk.lab.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/** An agent is killed, and started again some time later: before its leases have run out, or after that. */
final class AgentKilled extends TimedMishap {
    private final Seat seat;
    private final String how;
    private final Duration dead;

    private AgentKilled(Traffic traffic, Errand first, Moment moment, Seat seat, Duration dead) {
        super(traffic, first, moment);
        this.seat = seat;
        this.dead = dead;
        this.how = seat.name() + " is dead for " + dead.toMillis() + " ms from " + moment;
    }

    static AgentKilled draw(Traffic traffic, Errand first, Seat seat, Random draw) {
        Duration dead = Duration.ofMillis(
                draw.nextInt((int) Scene.LEASE.multipliedBy(3).dividedBy(2).toMillis()));
        return new AgentKilled(traffic, first, Moment.draw(MoveTrace.STEPS, draw), seat, dead);
    }

    @Override
    void harm() throws InterruptedException {
        struck();
        seat.kill();
        later(dead.toMillis(), seat::revive);
    }

    @Override
    public void mend() throws IOException, InterruptedException {
        super.mend();
        seat.revive();
    }

    @Override
    public String toString() {
        return how;
    }
}
