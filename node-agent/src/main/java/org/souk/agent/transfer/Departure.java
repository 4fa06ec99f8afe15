package org.souk.agent.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The source's side of one transfer. */
public interface Departure extends AutoCloseable {
    /**
     * Waits until the target is connected.
     *
     * @return false when the time is up first
     * @throws TransferFailed when there will be no transfer
     */
    boolean awaitTarget(Duration atMost) throws TransferFailed, InterruptedException;

    /**
     * From now on sends what is in a file, as it grows.
     *
     * @param file is only appended to, until {@link #finish}
     */
    void begin(Path file);

    /**
     * Waits until so many bytes of the file have been sent; the target need not have them yet.
     *
     * @throws TransferFailed when it was given up
     */
    void awaitSent(long bytes) throws TransferFailed, InterruptedException;

    /**
     * The file is complete: waits until the target has all of it. Before this is called, the target has no snapshot.
     *
     * @param bytes the file's size; must not change any more
     * @throws TransferFailed when it was given up; the target has nothing then, or says that it has everything to the
     *     market only
     */
    void finish(long bytes) throws TransferFailed, InterruptedException;

    /** Sends a file that is complete. */
    default void send(Path file) throws IOException, InterruptedException {
        begin(file);
        finish(Files.size(file));
    }

    /** Ends the transfer; whoever waits for something in it fails. */
    @Override
    void close();
}
