package org.souk.ipfs;

import java.io.Closeable;
import java.io.IOException;

/** Blocks on their way into a {@link BlockStore}. For one thread. */
public interface Staging extends BlockSink, Closeable {
    /** Moves all blocks into the store. */
    void commit() throws IOException;

    /** Forgets the blocks that were not committed. */
    @Override
    void close() throws IOException;
}
