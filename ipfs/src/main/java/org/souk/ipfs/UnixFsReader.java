package org.souk.ipfs;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/** Reads files and folders back from their blocks, trusting no size and no depth that a block claims. */
final class UnixFsReader {
    static final int MAX_FOLDER_DEPTH = 64;

    /** Kubo's layout reaches 2^63 bytes with nine levels; more would only be there to exhaust the reader. */
    private static final int MAX_FILE_DEPTH = 10;

    private final BlockStore store;

    UnixFsReader(BlockStore store) {
        this.store = store;
    }

    /** The node at the root of a file or folder; a raw block is a leaf of a file. */
    UnixFsNode node(Cid cid) throws IOException {
        Block block = store.get(cid);
        return cid.codec() == Codec.RAW ? new UnixFsNode.FileLeaf(block.bytes()) : UnixFsNode.decode(block);
    }

    /**
     * What lies below a root, a file or folder counted as often as it is linked.
     *
     * @param bytes of content
     * @param entries files and folders, the root among them
     */
    record Extent(long bytes, long entries) {}

    /**
     * Measures a file or folder, looking at each block once however often it is linked. Of files only the header is
     * read: its claim is checked when the content is.
     */
    Extent measure(Cid cid) throws IOException {
        return measure(cid, 0, new HashMap<>());
    }

    private Extent measure(Cid cid, int depth, Map<Cid, Extent> known) throws IOException {
        Extent seen = known.get(cid);
        if (seen != null) {
            return seen;
        }
        requireDepth(cid, depth);
        Extent extent = node(cid).match(new UnixFsNode.Visitor<>() {
            @Override
            public Extent tree(UnixFsNode.FileTree tree) {
                return new Extent(tree.size(), 1);
            }

            @Override
            public Extent leaf(UnixFsNode.FileLeaf leaf) {
                return new Extent(leaf.content().length, 1);
            }

            @Override
            public Extent folder(UnixFsNode.Folder folder) throws IOException {
                return measure(cid, folder, depth, known);
            }
        });
        known.put(cid, extent);
        return extent;
    }

    private Extent measure(Cid cid, UnixFsNode.Folder folder, int depth, Map<Cid, Extent> known) throws IOException {
        long bytes = 0;
        long entries = 1;
        try {
            for (DagPbLink entry : folder.entries()) {
                Extent below = measure(entry.cid(), depth + 1, known);
                bytes = Math.addExact(bytes, below.bytes());
                entries = Math.addExact(entries, below.entries());
            }
        } catch (ArithmeticException e) {
            throw new InvalidContent("folder " + cid + " claims more than 2^63 - 1 bytes or entries", e);
        }
        return new Extent(bytes, entries);
    }

    private static void requireDepth(Cid folder, int depth) throws LimitExceeded {
        if (depth > MAX_FOLDER_DEPTH) {
            throw new LimitExceeded("folder " + folder + " lies deeper than " + MAX_FOLDER_DEPTH + " folders");
        }
    }

    /**
     * Writes the content of a file, each block once it is verified.
     *
     * @throws LimitExceeded before anything is written, when the file has more than {@code maxBytes}
     */
    void copyFile(Cid cid, OutputStream out, long maxBytes) throws IOException {
        UnixFsNode node = node(cid);
        long size = node.match(new UnixFsNode.Visitor<>() {
            @Override
            public Long tree(UnixFsNode.FileTree tree) {
                return tree.size();
            }

            @Override
            public Long leaf(UnixFsNode.FileLeaf leaf) {
                return (long) leaf.content().length;
            }

            @Override
            public Long folder(UnixFsNode.Folder folder) throws InvalidContent {
                throw new InvalidContent(cid + " is a folder, expected a file");
            }
        });
        if (size > maxBytes) {
            throw new LimitExceeded(cid + " has " + size + " bytes, allowed are " + maxBytes);
        }
        copy(cid, node, size, out, 0);
    }

    private void copy(Cid cid, UnixFsNode node, long expected, OutputStream out, int depth) throws IOException {
        if (depth > MAX_FILE_DEPTH) {
            throw new InvalidContent("file block " + cid + " lies deeper than " + MAX_FILE_DEPTH + " levels");
        }
        node.match(new UnixFsNode.Visitor<Void>() {
            @Override
            public Void leaf(UnixFsNode.FileLeaf leaf) throws IOException {
                requireSize(cid, leaf.content().length, expected);
                out.write(leaf.content());
                return null;
            }

            @Override
            public Void tree(UnixFsNode.FileTree tree) throws IOException {
                requireSize(cid, tree.size(), expected);
                for (int i = 0; i < tree.links().size(); i++) {
                    Cid child = tree.links().get(i).cid();
                    copy(child, node(child), tree.sizes().get(i), out, depth + 1);
                }
                return null;
            }

            @Override
            public Void folder(UnixFsNode.Folder folder) throws InvalidContent {
                throw new InvalidContent("block " + cid + " is a folder within a file");
            }
        });
    }

    private static void requireSize(Cid cid, long actual, long expected) throws InvalidContent {
        if (actual != expected) {
            throw new InvalidContent(
                    "block " + cid + " has " + actual + " bytes of content, its parent claims " + expected);
        }
    }
}
