package org.souk.agent.transfer;

import org.souk.runtime.snapshot.GrowingFile;

/** The target's side of one transfer. */
public interface Arrival extends AutoCloseable {
    /** How the snapshot's file grows. */
    GrowingFile growth();

    /** How much has come until now. */
    Received received();

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
