package org.souk.lab.placement;

import java.util.OptionalDouble;

/** Netflix' Fenzo 1.0.1. */
public final class Fenzo implements PeerScheduler {
    @Override
    public Placer on(Machines machines, OptionalDouble goodEnough) {
        return new FenzoPlacer(machines, goodEnough);
    }
}
