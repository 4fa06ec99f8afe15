package org.souk.ipfs;

import java.io.IOException;

/** Takes blocks. */
@FunctionalInterface
public interface BlockSink {
    /**
     * Keeps the block; keeping one that is there already changes nothing.
     *
     * @throws StorageFull when there is no room for it
     */
    void put(Block block) throws IOException;
}
