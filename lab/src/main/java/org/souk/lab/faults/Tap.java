package org.souk.lab.faults;

import java.time.Duration;
import java.util.List;

/** Sees every frame between the agents and the market before it is delivered, and decides how often it is. */
@FunctionalInterface
interface Tap {
    List<Duration> ONCE = List.of(Duration.ZERO);

    /**
     * A frame is about to be delivered; it waits as long as this takes.
     *
     * @return after which times it is delivered, once for each; {@link #ONCE} as it is
     */
    List<Duration> passing(Frame frame);
}
