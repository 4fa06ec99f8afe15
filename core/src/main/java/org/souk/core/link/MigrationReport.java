package org.souk.core.link;

import java.time.Duration;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.MigrationId;
import org.souk.core.pricing.Position;
import org.souk.core.units.Bytes;

/** What a node says of a move that it has a part in. */
public sealed interface MigrationReport {
    MigrationId move();

    /** What to do with each kind of news. */
    interface Listener {
        boolean prepared(Prepared prepared);

        boolean departed(Departed departed);

        boolean restored(Restored restored);

        boolean failed(Failed failed);
    }

    /** Has the listener's method for this kind called, and gives its answer. */
    boolean by(Listener listener);

    /** As the node that speaks knows it. */
    AttemptKey attempt();

    /** The target could take over at once. */
    record Prepared(MigrationId move, AttemptKey attempt) implements MigrationReport {
        @Override
        public boolean by(Listener listener) {
            return listener.prepared(this);
        }
    }

    /** The program stands still on the source and its snapshot is complete. */
    record Departed(MigrationId move, AttemptKey attempt, Position at, Bytes snapshot) implements MigrationReport {
        @Override
        public boolean by(Listener listener) {
            return listener.departed(this);
        }
    }

    /**
     * The program stands still on the target.
     *
     * @param transfer from the snapshot's first byte to its last; zero when that is not known
     */
    record Restored(MigrationId move, AttemptKey attempt, Position at, Bytes snapshot, Duration transfer)
            implements MigrationReport {
        @Override
        public boolean by(Listener listener) {
            return listener.restored(this);
        }
    }

    /** One of the two cannot do its part. */
    record Failed(MigrationId move, AttemptKey attempt, String reason) implements MigrationReport {
        @Override
        public boolean by(Listener listener) {
            return listener.failed(this);
        }
    }
}
