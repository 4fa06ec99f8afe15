package org.souk.cli.local;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was started and must be stopped: the last first, once, also when the process is told to end. A part is added
 * before it is started, so that a half-started one is stopped too; its {@code close} must therefore take any state.
 */
public final class Teardown implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Thread atExit = new Thread(this::stopAll, "teardown");

    public Teardown() {
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    public synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process is ending: the hook finds nothing left to do.
            return;
        }
    }

    private synchronized void stopAll() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                // The others must be stopped all the same.
                System.err.println("souk: could not be stopped: " + e);
            }
        }
    }
}
