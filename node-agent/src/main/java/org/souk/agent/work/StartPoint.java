package org.souk.agent.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.souk.replay.run.Inputs;
import org.souk.replay.run.RunFailed;
import org.souk.replay.run.RunFolders;
import org.souk.runtime.RunProgress;
import org.souk.runtime.snapshot.GrowingFile;

/** Where an attempt's program begins: at its beginning, at a checkpoint, or where another node let it go. */
interface StartPoint {
    /** At its beginning. */
    StartPoint FRESH = new StartPoint() {
        @Override
        public Optional<Path> snapshot(WorkerPool.Lease lease, Inputs inputs, RunFolders.RunFolder folder) {
            return Optional.empty();
        }
    };

    /** The fuel that the program has used before. */
    default long fuel() {
        return 0;
    }

    /** Whether it has to stand still until it is told to go. */
    default boolean stands() {
        return false;
    }

    /**
     * The snapshot to begin with, if any; it may have to be fetched or waited for.
     *
     * @param lease of the worker that will run the program, idle
     */
    Optional<Path> snapshot(WorkerPool.Lease lease, Inputs inputs, RunFolders.RunFolder folder)
            throws RunFailed, IOException, InterruptedException;

    /** How much of its snapshot is there, for one that has to stand. */
    default GrowingFile growth() {
        throw new IllegalStateException("this snapshot does not grow");
    }

    /** The program that has to stand is restored, and does. */
    default void restored(RunProgress progress) {}

    /** The program that had to stand runs. */
    default void wentOn() {}

    /** It has begun and ended, or will not begin. */
    default void over() {}
}
