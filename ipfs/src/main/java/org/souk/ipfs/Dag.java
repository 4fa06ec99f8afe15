package org.souk.ipfs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Questions about all blocks that a root reaches. Cycles cannot be: a block's name is the hash of its links. */
public final class Dag {
    private Dag() {}

    /**
     * The blocks that a block links to, in order; none for raw ones.
     *
     * @throws InvalidContent when it is a malformed dag-pb block
     */
    public static List<Cid> links(Block block) throws InvalidContent {
        if (block.cid().codec() == Codec.RAW) {
            return List.of();
        }
        return DagPbNode.decode(block).links().stream().map(DagPbLink::cid).toList();
    }

    /**
     * The blocks below and including the root that the store does not have, in the order in which they are met. Empty
     * means complete. Raw blocks are asked for, not read; they are verified when they are used.
     */
    public static Set<Cid> missing(Cid root, BlockStore store) throws IOException {
        Set<Cid> missing = new LinkedHashSet<>();
        walk(root, cid -> {
            if (!store.has(cid)) {
                missing.add(cid);
                return List.of();
            }
            try {
                return cid.codec() == Codec.RAW ? List.of() : links(store.get(cid));
            } catch (BlockMissing | BlockCorrupt e) {
                missing.add(cid);
                return List.of();
            }
        });
        return missing;
    }

    /** Gives every block below and including the root to the sink, each once, parents first, from left to right. */
    static void copy(Cid root, BlockStore store, BlockSink sink) throws IOException {
        walk(root, cid -> {
            Block block = store.get(cid);
            sink.put(block);
            return links(block);
        });
    }

    @FunctionalInterface
    private interface Visit {
        List<Cid> linksOf(Cid cid) throws IOException;
    }

    /** Depth first with a stack of its own, so that a deep DAG does not overflow the thread's. */
    private static void walk(Cid root, Visit visit) throws IOException {
        Set<Cid> seen = new HashSet<>();
        Deque<Cid> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Cid cid = open.pop();
            if (!seen.add(cid)) {
                continue;
            }
            List<Cid> links = visit.linksOf(cid);
            for (int i = links.size() - 1; i >= 0; i--) {
                if (!seen.contains(links.get(i))) {
                    open.push(links.get(i));
                }
            }
        }
    }
}
