package org.souk.ipfs;

/** The store's quota or the disk has no room for a block; nothing of the refused content is kept. */
public final class StorageFull extends ContentException {
    private static final long serialVersionUID = 1L;

    StorageFull(String message) {
        super(message);
    }

    StorageFull(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Kind kind() {
        return Kind.STORE_FULL;
    }
}
