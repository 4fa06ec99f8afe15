package org.souk.core.scheduling;

import org.souk.core.scheduling.WaitingTask.Request;

/** One reason to prefer a node. */
public interface Score {
    default String name() {
        return getClass().getSimpleName();
    }

    /** From 0 (bad) to 1 (best). */
    double of(Request request, Candidate candidate);
}
