package org.souk.ipfs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Blocks on the heap, up to a quota: for tests, and for content that is looked at once. */
public final class MemoryBlockStore implements BlockStore {
    private final Map<Cid, Block> blocks = new ConcurrentHashMap<>();
    private final Quota quota;

    /** A store without a limit but the heap. */
    public MemoryBlockStore() {
        this(Long.MAX_VALUE);
    }

    /** A store that refuses blocks beyond {@code maxBytes} in total. */
    public MemoryBlockStore(long maxBytes) {
        quota = new Quota(maxBytes);
    }

    @Override
    public boolean has(Cid cid) {
        return blocks.containsKey(cid);
    }

    @Override
    public Block get(Cid cid) throws BlockMissing, BlockCorrupt, LimitExceeded {
        Block block = blocks.get(cid);
        if (block == null) {
            throw new BlockMissing(cid);
        }
        return block;
    }

    @Override
    public void put(Block block) throws StorageFull {
        if (has(block.cid())) {
            return;
        }
        quota.reserve(block.size());
        keep(block);
    }

    @Override
    public long size() {
        return quota.used();
    }

    @Override
    public Staging stage() {
        return new StagedBlocks();
    }

    private void keep(Block reserved) {
        if (blocks.putIfAbsent(reserved.cid(), reserved) != null) {
            quota.release(reserved.size());
        }
    }

    private final class StagedBlocks implements Staging {
        private final Map<Cid, Block> staged = new LinkedHashMap<>();

        @Override
        public void put(Block block) throws StorageFull {
            if (!has(block.cid()) && !staged.containsKey(block.cid())) {
                quota.reserve(block.size());
                staged.put(block.cid(), block);
            }
        }

        @Override
        public void commit() {
            staged.values().forEach(MemoryBlockStore.this::keep);
            staged.clear();
        }

        @Override
        public void close() {
            staged.values().forEach(block -> quota.release(block.size()));
            staged.clear();
        }
    }
}
