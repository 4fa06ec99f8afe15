package org.souk.agent.transfer;

/** The target's side of one transfer. */
public interface Arrival extends AutoCloseable {
    /**
     * Waits until the whole snapshot is in its file.
     *
     * @return its size in bytes
     * @throws TransferFailed when it was given up; there is no file then
     */
    long await() throws TransferFailed, InterruptedException;

    /** Ends the transfer if it still runs, and forgets it. A file that is complete stays. */
    @Override
    void close();
}
