package org.souk.agent.work;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;
import org.souk.runtime.SnapshotOrder;
import org.souk.runtime.SnapshotResult;
import org.souk.runtime.snapshot.GrowingFile;

/** A process that runs one task at a time. */
public interface Worker extends AutoCloseable {
    /** Runs a task; the outcome never completes exceptionally. */
    CompletableFuture<RunOutcome> run(RunRequest request, Consumer<RunProgress> listener);

    /**
     * Loads and compiles a module, so that a run of it starts at once.
     *
     * @return empty when it is loaded, else why it was refused
     */
    CompletableFuture<Optional<String>> prepare(Path module, String moduleKey);

    /**
     * Goes on with a task whose snapshot is still written. It stands still until it is resumed; its first progress says
     * that everything is there and that it does.
     */
    CompletableFuture<RunOutcome> runArriving(RunRequest request, GrowingFile snapshot, Consumer<RunProgress> listener);

    /** Saves the task that runs; never completes exceptionally. */
    CompletableFuture<SnapshotResult> snapshot(SnapshotOrder order);

    /** Stops the task that runs. */
    void cancel();

    /** Lets the task that runs stand still, and not start if it has not; its progress says when it does. */
    void suspend();

    /** Lets it go on. */
    void resume();

    boolean isAlive();

    /** The operating system's id of the process. */
    long pid();

    /** Ends the process. */
    @Override
    void close();
}
