package org.souk.lab.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All frames of all agents. Thread-safe. */
final class Traffic implements Tap {
    private final List<Tap> taps = new CopyOnWriteArrayList<>();

    void add(Tap tap) {
        taps.add(tap);
    }

    void remove(Tap tap) {
        taps.remove(tap);
    }

    /** The first who wants another delivery has it; all see the frame. */
    @Override
    public List<Duration> passing(Frame frame) {
        List<Duration> delivery = ONCE;
        for (Tap tap : taps) {
            List<Duration> wanted = tap.passing(frame);
            delivery = delivery.equals(ONCE) ? wanted : delivery;
        }
        return delivery;
    }
}
