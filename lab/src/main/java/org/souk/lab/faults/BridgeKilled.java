package org.souk.lab.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The relay is gone for some time: every connection to it is reset, and no new one is taken. */
final class BridgeKilled extends TimedMishap {
    private static final List<String> STEPS =
            List.of(MoveTrace.PREPARE, MoveTrace.PREPARED, MoveTrace.DEPART, MoveTrace.DEPARTED);
    private static final int LONGEST_MILLIS = 5000;

    private final Proxy bridge;
    private final Duration gone;
    private final String how;

    private BridgeKilled(Traffic traffic, Errand first, Moment moment, Proxy bridge, Duration gone) {
        super(traffic, first, moment);
        this.bridge = bridge;
        this.gone = gone;
        this.how = "the relay is gone for " + gone.toMillis() + " ms from " + moment;
    }

    static BridgeKilled draw(Traffic traffic, Errand first, Proxy bridge, Random draw) {
        Duration gone = Duration.ofMillis(draw.nextInt(LONGEST_MILLIS));
        return new BridgeKilled(traffic, first, Moment.draw(STEPS, draw), bridge, gone);
    }

    @Override
    void harm() throws IOException {
        struck();
        bridge.down();
        later(gone.toMillis(), bridge::up);
    }

    @Override
    public void mend() throws IOException, InterruptedException {
        super.mend();
        bridge.up();
    }

    @Override
    public String toString() {
        return how;
    }
}
