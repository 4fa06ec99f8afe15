package org.souk.lab.faults;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.souk.cli.local.ControlPlane;

/** The control plane is killed, and started again at once. */
final class MarketKilled extends TimedMishap {
    private final ControlPlane market;
    private final String how;
    private final AtomicBoolean dead = new AtomicBoolean();

    private MarketKilled(Traffic traffic, Errand first, Moment moment, ControlPlane market) {
        super(traffic, first, moment);
        this.market = market;
        this.how = "the control plane is killed " + moment;
    }

    static MarketKilled draw(Traffic traffic, Errand first, ControlPlane market, Random draw) {
        return new MarketKilled(traffic, first, Moment.draw(MoveTrace.STEPS, draw), market);
    }

    @Override
    void harm() throws IOException {
        struck();
        dead.set(true);
        market.kill();
        later(0, this::revive);
    }

    private void revive() throws IOException, InterruptedException {
        if (dead.compareAndSet(true, false)) {
            market.startAgain();
        }
    }

    @Override
    public void mend() throws IOException, InterruptedException {
        super.mend();
        revive();
    }

    @Override
    public String toString() {
        return how;
    }
}
