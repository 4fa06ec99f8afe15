package org.souk.ipfs;

class MemoryBlockStoreTest extends BlockStoreContract {
    @Override
    BlockStore storeOf(long maxBytes) {
        return new MemoryBlockStore(maxBytes);
    }
}
