package org.souk.lab.simulate;

import java.util.OptionalLong;

/**
 * A scheduler under test. {@link Replay} calls it at every moment at which something happens: first {@link #finished}
 * for each job that ended at this moment, then {@link #submitted} for each that arrives, then {@link #decide} once. A
 * policy keeps what it needs to remember between the calls and acts on the {@link Pool}, which throws on what cannot be
 * (a job started twice, more processors than are free).
 */
public interface Policy {
    /** As on the command line. */
    String name();

    /** When true, what {@link #submitted} answers is a promise, and the report counts promises. */
    default boolean promisesDeadlines() {
        return false;
    }

    /**
     * A job arrives and waits; it cannot be refused, it must run one day.
     *
     * @return whether its deadline is promised; of no meaning for a job without
     */
    boolean submitted(Job job, Pool pool);

    /** A job has ended and its processors are free again. */
    default void finished(Job job, Pool pool) {}

    /** Starts, suspends and resumes jobs. */
    void decide(Pool pool);

    /**
     * Asked after every {@link #decide}: a moment later than now at which to be asked again even when nothing else
     * happens.
     */
    default OptionalLong wakeUpMillis(Pool pool) {
        return OptionalLong.empty();
    }
}
