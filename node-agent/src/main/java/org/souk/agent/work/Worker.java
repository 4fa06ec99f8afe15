package org.souk.agent.work;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;

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

    /** Whether snapshots can be taken of the task that runs; known soon after its start. */
    boolean isMovable();

    /**
     * Takes a snapshot of the task that runs, which goes on afterwards unless it is suspended. Fails with an {@link
     * IOException} when none can be taken; then the task goes on too.
     *
     * @param file is written; one that holds the task's last snapshot may get the changes only
     */
    CompletableFuture<Taken> snapshot(Path file);

    /**
     * A snapshot that was taken.
     *
     * @param fuel that the program had used, since its very beginning
     * @param wall that it had run, likewise
     * @param bytes of the file
     * @param stood for how long it stood still for it
     */
    record Taken(long fuel, Duration wall, long bytes, Duration stood) {}

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
