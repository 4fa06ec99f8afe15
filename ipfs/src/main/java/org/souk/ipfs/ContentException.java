package org.souk.ipfs;

import java.io.IOException;

/**
 * Something about the content, not about the disk or the connection, is wrong. The kinds are closed, so that each
 * adapter (HTTP, WebSocket, command line) can map every one of them.
 */
public abstract sealed class ContentException extends IOException
        permits BlockCorrupt, BlockMissing, InvalidContent, LimitExceeded, StorageFull {
    private static final long serialVersionUID = 1L;

    /** What is wrong, to be switched over without a default. */
    public enum Kind {
        /** See {@link BlockCorrupt}. */
        CORRUPT,
        /** See {@link BlockMissing}. */
        MISSING,
        /** See {@link InvalidContent}. */
        INVALID,
        /** See {@link LimitExceeded}. */
        TOO_LARGE,
        /** See {@link StorageFull}. */
        STORE_FULL
    }

    ContentException(String message) {
        super(message);
    }

    ContentException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What is wrong. */
    public abstract Kind kind();
}
