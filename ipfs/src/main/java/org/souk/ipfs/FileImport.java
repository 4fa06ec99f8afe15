package org.souk.ipfs;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts content into raw blocks of equal size and builds the balanced tree above them that {@code ipfs add
 * --cid-version=1} builds, so that the CID is the same. The tree is built from the leaves up while the content streams
 * by: memory is one block and at most {@code maxLinks} entries a level.
 */
final class FileImport {
    /** What {@code chunker=size-262144} and Kubo's default width say. Changing them changes every CID. */
    static final int CHUNK_BYTES = 256 * 1024;

    static final int MAX_LINKS = 174;

    private final BlockSink sink;
    private final int chunkBytes;
    private final int maxLinks;

    FileImport(BlockSink sink) {
        this(sink, CHUNK_BYTES, MAX_LINKS);
    }

    FileImport(BlockSink sink, int chunkBytes, int maxLinks) {
        this.sink = sink;
        this.chunkBytes = chunkBytes;
        this.maxLinks = maxLinks;
    }

    /**
     * Stores the content.
     *
     * @throws LimitExceeded when it has more than {@code maxBytes}
     */
    ImportedNode add(InputStream content, long maxBytes) throws IOException {
        List<List<ImportedNode>> levels = new ArrayList<>();
        long total = 0;
        byte[] chunk;
        do {
            chunk = chunk(content);
            total += chunk.length;
            if (total > maxBytes) {
                throw new LimitExceeded("the content has more than the " + maxBytes + " bytes that are allowed");
            }
            // An empty file is one empty block; otherwise an empty chunk is only the end.
            if (chunk.length > 0 || total == 0) {
                append(levels, 0, leaf(chunk));
            }
        } while (chunk.length == chunkBytes);
        return root(levels);
    }

    /** A block of its own each time, since the sink may keep it. */
    private byte[] chunk(InputStream content) throws IOException {
        byte[] chunk = new byte[chunkBytes];
        int length = content.readNBytes(chunk, 0, chunkBytes);
        return length == chunkBytes ? chunk : Arrays.copyOf(chunk, length);
    }

    private ImportedNode leaf(byte[] chunk) throws IOException {
        Block block = Block.of(Codec.RAW, chunk);
        sink.put(block);
        return new ImportedNode(block.cid(), chunk.length, chunk.length);
    }

    private void append(List<List<ImportedNode>> levels, int level, ImportedNode node) throws IOException {
        if (level == levels.size()) {
            levels.add(new ArrayList<>(maxLinks));
        }
        List<ImportedNode> siblings = levels.get(level);
        siblings.add(node);
        if (siblings.size() == maxLinks) {
            append(levels, level + 1, parent(siblings));
            siblings.clear();
        }
    }

    /** Closes the open groups from the leaves up; the only node of the top level is the root. */
    private ImportedNode root(List<List<ImportedNode>> levels) throws IOException {
        for (int level = 0; ; level++) {
            List<ImportedNode> siblings = levels.get(level);
            if (level == levels.size() - 1 && siblings.size() == 1) {
                return siblings.get(0);
            }
            if (!siblings.isEmpty()) {
                append(levels, level + 1, parent(siblings));
                siblings.clear();
            }
        }
    }

    private ImportedNode parent(List<ImportedNode> children) throws IOException {
        List<DagPbLink> links = new ArrayList<>(children.size());
        List<Long> sizes = new ArrayList<>(children.size());
        long contentSize = 0;
        long totalSize = 0;
        for (ImportedNode child : children) {
            links.add(child.link(""));
            sizes.add(child.contentSize());
            contentSize += child.contentSize();
            totalSize += child.totalSize();
        }
        Block block = Block.of(Codec.DAG_PB, UnixFsNode.encodeFile(links, sizes).encode());
        sink.put(block);
        return new ImportedNode(block.cid(), contentSize, totalSize + block.size());
    }
}
