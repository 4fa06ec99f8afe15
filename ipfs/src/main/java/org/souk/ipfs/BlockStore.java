package org.souk.ipfs;

import java.io.IOException;

/** Keeps blocks by their CID. Safe for use by many threads. */
public interface BlockStore extends BlockSink {
    /** Whether a block of this name is here. Its bytes are checked when it is read, not now. */
    boolean has(Cid cid) throws IOException;

    /**
     * Reads a block and checks it.
     *
     * @throws BlockMissing when it is not here
     * @throws BlockCorrupt when what is here is not that block; the store has forgotten it then
     */
    Block get(Cid cid) throws IOException;

    /** Bytes of all blocks together. */
    long size() throws IOException;

    /**
     * Begins to take blocks that appear together or not at all: they count against the quota at once, are seen by
     * others from {@link Staging#commit()} on, and are gone when the staging is closed without one.
     */
    Staging stage() throws IOException;
}
