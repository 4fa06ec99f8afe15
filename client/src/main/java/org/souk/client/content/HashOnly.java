package org.souk.client.content;

import java.io.IOException;
import java.nio.file.Path;
import org.souk.ipfs.Block;
import org.souk.ipfs.BlockStore;
import org.souk.ipfs.Cid;
import org.souk.ipfs.ContentStore;
import org.souk.ipfs.Staging;

/** A store that keeps nothing: it tells the CID of content of any size without holding it. */
public final class HashOnly implements BlockStore {
    private static final ContentStore STORE = new ContentStore(new HashOnly());

    private HashOnly() {}

    /** The CID of a file or folder. */
    public static Cid cidOf(Path fileOrFolder) throws IOException {
        return STORE.add(fileOrFolder);
    }

    @Override
    public boolean has(Cid cid) {
        return false;
    }

    @Override
    public Block get(Cid cid) throws IOException {
        throw new IOException("block " + cid + " was hashed and not kept");
    }

    @Override
    public void put(Block block) {
        // Its CID is all that is wanted.
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public Staging stage() {
        return new Staging() {
            @Override
            public void put(Block block) {
                // Its CID is all that is wanted.
            }

            @Override
            public void commit() {
                // Nothing was kept.
            }

            @Override
            public void close() {
                // Nothing was kept.
            }
        };
    }
}
