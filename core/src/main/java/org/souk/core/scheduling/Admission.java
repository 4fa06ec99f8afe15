package org.souk.core.scheduling;

import java.time.Instant;
import java.util.Optional;

/** The answer to a buyer who wants a deadline promised. */
public sealed interface Admission {

    /** It will be met if the task runs no longer than expected and its node stays. */
    record Promised(Reservation reservation) implements Admission {}

    /**
     * It cannot be met.
     *
     * @param earliest the earliest deadline that could be promised now; empty when no node would do at all
     */
    record Infeasible(Optional<Instant> earliest) implements Admission {}
}
