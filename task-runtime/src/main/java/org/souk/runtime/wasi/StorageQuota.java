package org.souk.runtime.wasi;

import org.souk.runtime.snapshot.SnapshotRefused;
import org.souk.runtime.snapshot.StateReader;
import org.souk.runtime.snapshot.StateWriter;

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

    void saveTo(StateWriter state) {
        state.large(used).flag(refused);
    }

    /** What was saved; a stranger cannot give the task more than its limit by it, and what it had at first. */
    void restoreFrom(StateReader state) throws SnapshotRefused {
        used = state.large("used storage", -limit, limit);
        refused = state.flag("refused storage");
    }

    boolean refused() {
        return refused;
    }
}
