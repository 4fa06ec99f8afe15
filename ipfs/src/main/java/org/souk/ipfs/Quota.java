package org.souk.ipfs;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes used out of bytes allowed. Safe for use by many threads: together they never reserve more than the limit. */
final class Quota {
    private final long maxBytes;
    private final AtomicLong used = new AtomicLong();

    Quota(long maxBytes) {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("maxBytes must be above 0, not " + maxBytes);
        }
        this.maxBytes = maxBytes;
    }

    void reserve(long bytes) throws StorageFull {
        if (!tryReserve(bytes)) {
            throw new StorageFull("the store holds " + used() + " of " + maxBytes + " bytes, no room for " + bytes
                    + " more; raise the quota or delete content");
        }
    }

    boolean tryReserve(long bytes) {
        for (; ; ) {
            long before = used.get();
            if (bytes > maxBytes - before) {
                return false;
            }
            if (used.compareAndSet(before, before + bytes)) {
                return true;
            }
        }
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }

    /** Counts what is there without asking: the bytes exist already. */
    void add(long bytes) {
        used.addAndGet(bytes);
    }

    long used() {
        return used.get();
    }
}
