package org.souk.runtime.snapshot;

import java.io.IOException;
import java.io.InterruptedIOException;

/** How much there is of a file that somebody else writes, from its beginning to its end. Thread-safe. */
public final class GrowingFile {

    private long bytes;
    private boolean complete;
    private Follower follower = (there, all) -> {};

    /** Hears how the file grows, on the thread of whoever says so; must return quickly. */
    public interface Follower {
        void grown(long bytes, boolean complete);
    }

    /** A file of which nothing is there yet. */
    public GrowingFile() {}

    private GrowingFile(long bytes) {
        this.bytes = bytes;
        this.complete = true;
    }

    /** One that is there, with so many bytes. */
    static GrowingFile complete(long bytes) {
        return new GrowingFile(bytes);
    }

    /**
     * There is more of it.
     *
     * @param there bytes from the beginning; less than was said before means nothing
     * @param all whether nothing more will come
     */
    public synchronized void grown(long there, boolean all) {
        bytes = Math.max(bytes, there);
        complete |= all;
        notifyAll();
        follower.grown(bytes, complete);
    }

    /** Tells somebody, in the place of whoever was told before: at once what is there, and then whenever there is more. */
    public synchronized void follow(Follower hearer) {
        follower = hearer;
        follower.grown(bytes, complete);
    }

    /**
     * Waits until there are so many bytes.
     *
     * @return false when the file is complete with less
     * @throws InterruptedIOException when the thread is interrupted
     */
    synchronized boolean await(long wanted) throws IOException {
        try {
            while (bytes < wanted && !complete) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("nobody waits for the rest of a file any more");
        }
        return bytes >= wanted;
    }
}
