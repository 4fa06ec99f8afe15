package org.souk.ipfs;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the blocks of a CAR into a store if they are the DAG of its root and nothing else. Parents must come before
 * their children, as {@code ipfs dag export} and Souk write them; then every block is known to be wanted when it comes.
 */
final class CarImport {
    private final CarReader reader;
    private final Set<Cid> wanted = new HashSet<>();
    private final Set<Cid> taken = new HashSet<>();

    CarImport(CarReader reader) {
        this.reader = reader;
        wanted.add(reader.root());
    }

    /** Puts the blocks into the sink. What the CAR leaves out must be in the store already. */
    void into(BlockSink sink, BlockStore store) throws IOException {
        for (Optional<Block> next = reader.next(); next.isPresent(); next = reader.next()) {
            take(next.get(), sink);
        }
        for (Cid cid : wanted) {
            for (Cid missing : Dag.missing(cid, store)) {
                if (!taken.contains(missing)) {
                    throw new BlockMissing(
                            missing,
                            "is neither in the CAR nor in the store, so the content of " + reader.root()
                                    + " is not complete");
                }
            }
        }
    }

    private void take(Block block, BlockSink sink) throws IOException {
        if (taken.contains(block.cid())) {
            return;
        }
        if (!wanted.remove(block.cid())) {
            throw new InvalidContent("CAR block " + block.cid() + " does not belong to the root " + reader.root()
                    + ", or comes before the block that links to it");
        }
        taken.add(block.cid());
        sink.put(block);
        for (Cid link : Dag.links(block)) {
            if (!taken.contains(link)) {
                wanted.add(link);
            }
        }
    }
}
