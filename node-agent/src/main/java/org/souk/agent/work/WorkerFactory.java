package org.souk.agent.work;

import java.util.concurrent.CompletableFuture;

/** Starts workers. */
@FunctionalInterface
public interface WorkerFactory {
    /**
     * Starts a worker in the background.
     *
     * @param taskRamBytes the largest memory limit of the tasks that it will run
     */
    CompletableFuture<Worker> start(long taskRamBytes);
}
