package org.souk.runtime.snapshot;

/** A snapshot that cannot be gone on from. The message is a part of a sentence that begins with "the snapshot". */
public final class SnapshotRefused extends Exception {

    /** @param reason such as "is truncated" */
    public SnapshotRefused(String reason) {
        super(reason);
    }

    /** @param cause what was thrown when its content was put in place */
    public SnapshotRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
