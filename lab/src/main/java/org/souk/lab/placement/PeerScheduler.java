package org.souk.lab.placement;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.ServiceLoader;

/** A scheduler of others that is given the same work. Fenzo is one, in a jar of its own that only a Maven profile builds. */
interface PeerScheduler {
    /** The one that is on the class path, if any is. */
    static Optional<PeerScheduler> found() {
        return ServiceLoader.load(PeerScheduler.class).findFirst();
    }

    /**
     * One for these machines as they are.
     *
     * @param goodEnough a fitness at which it stops looking for a better machine; empty: it looks at all
     */
    Placer on(Machines machines, OptionalDouble goodEnough);
}
