package org.souk.core.scheduling;

/** Nodes that fail few attempts. */
final class Reliability implements Score {
    @Override
    public double of(WaitingTask task, Candidate candidate) {
        return candidate.node().record().reliability();
    }
}
