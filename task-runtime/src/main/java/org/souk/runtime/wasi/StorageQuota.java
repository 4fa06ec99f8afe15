package org.souk.runtime.wasi;

/** How much the files of a task may grow, in bytes. What it deletes is given back. */
final class StorageQuota {

    /** What a file or directory counts for, besides its content, so that empty ones are not free. */
    static final long ENTRY = 512;

    private final long limit;
    private long used;
    private boolean refused;

    StorageQuota(long limit) {
        this.limit = limit;
    }

    /** Takes up to the wished number of bytes. */
    long takeUpTo(long wished) throws CallFailed {
        long taken = Math.min(wished, limit - used);
        if (taken <= 0 && wished > 0) {
            refused = true;
            throw new CallFailed(Errno.NOSPC);
        }
        used += taken;
        return taken;
    }

    void take(long bytes) throws CallFailed {
        if (bytes > limit - used) {
            refused = true;
            throw new CallFailed(Errno.NOSPC);
        }
        used += bytes;
    }

    void giveBack(long bytes) {
        used -= bytes;
    }

    boolean refused() {
        return refused;
    }
}
