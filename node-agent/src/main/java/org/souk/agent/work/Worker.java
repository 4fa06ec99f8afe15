package org.souk.agent.work;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;

/** A process that runs one task at a time. */
public interface Worker extends AutoCloseable {
    /** Runs a task; the outcome never completes exceptionally. */
    CompletableFuture<RunOutcome> run(RunRequest request, Consumer<RunProgress> listener);

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
