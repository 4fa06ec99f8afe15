package org.souk.ipfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a dag-pb block means: a part of a file, or a folder. */
sealed interface UnixFsNode {
    /** What the visitor makes of this kind of node. */
    <T> T match(Visitor<T> visitor) throws IOException;

    /**
     * Treats every kind of node: who implements this knows all of them, or does not compile.
     *
     * @param <T> what it makes of one
     */
    interface Visitor<T> {
        T tree(FileTree tree) throws IOException;

        T leaf(FileLeaf leaf) throws IOException;

        T folder(Folder folder) throws IOException;
    }

    /**
     * A file whose content lies in the blocks below, in their order.
     *
     * @param sizes content bytes below each link, above zero, as the node claims
     */
    record FileTree(List<DagPbLink> links, List<Long> sizes, long size) implements UnixFsNode {
        @Override
        public <T> T match(Visitor<T> visitor) throws IOException {
            return visitor.tree(this);
        }
    }

    /** Content that is wrapped in a node instead of being a raw block; other tools make those. */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
    record FileLeaf(byte[] content) implements UnixFsNode {
        @Override
        public <T> T match(Visitor<T> visitor) throws IOException {
            return visitor.leaf(this);
        }
    }

    /** A folder; the names are distinct and safe to be used as file names. */
    record Folder(List<DagPbLink> entries) implements UnixFsNode {
        @Override
        public <T> T match(Visitor<T> visitor) throws IOException {
            return visitor.folder(this);
        }
    }

    int TYPE_RAW = 0;
    int TYPE_FOLDER = 1;
    int TYPE_FILE = 2;
    int TYPE_SYMLINK = 4;
    int TYPE_SHARDED_FOLDER = 5;

    int TYPE = 1;
    int DATA = 2;
    int FILE_SIZE = 3;
    int BLOCK_SIZES = 4;
    int MODE = 7;
    int MODIFIED = 8;

    /** The block of an inner node of a file. */
    static DagPbNode encodeFile(List<DagPbLink> links, List<Long> sizes) {
        ProtoWriter writer = new ProtoWriter();
        writer.varint(TYPE, TYPE_FILE);
        writer.varint(FILE_SIZE, sizes.stream().mapToLong(Long::longValue).sum());
        sizes.forEach(size -> writer.varint(BLOCK_SIZES, size));
        return new DagPbNode(links, writer.toBytes());
    }

    /** The block of a folder; the entries are sorted here. */
    static DagPbNode encodeFolder(List<DagPbLink> entries) {
        ProtoWriter writer = new ProtoWriter();
        writer.varint(TYPE, TYPE_FOLDER);
        List<DagPbLink> sorted = entries.stream()
                .sorted((a, b) -> compareNames(a.name(), b.name()))
                .toList();
        return new DagPbNode(sorted, writer.toBytes());
    }

    /**
     * Reads a dag-pb block.
     *
     * @throws InvalidContent when the block is malformed, contradicts itself, or is a symbolic link, a sharded folder
     *     or another kind that is not supported
     */
    static UnixFsNode decode(Block block) throws InvalidContent {
        DagPbNode node = DagPbNode.decode(block);
        ProtoReader reader = new ProtoReader("UnixFS header of block " + block.cid(), node.data());
        long type = reader.varint(TYPE);
        if (type == TYPE_SYMLINK) {
            throw reader.error("is a symbolic link, which is not supported");
        }
        if (type == TYPE_SHARDED_FOLDER) {
            throw reader.error("is a sharded (HAMT) folder, which is not supported: split it into smaller folders");
        }
        if (type != TYPE_RAW && type != TYPE_FOLDER && type != TYPE_FILE) {
            throw reader.error("has type " + type + ", which is not supported");
        }
        byte[] data = next(reader, DATA) ? reader.bytes(DATA) : new byte[0];
        long size = next(reader, FILE_SIZE) ? reader.varint(FILE_SIZE) : -1;
        List<Long> sizes = new ArrayList<>();
        while (next(reader, BLOCK_SIZES)) {
            sizes.add(reader.varint(BLOCK_SIZES));
        }
        skipMetadata(reader);
        if (type == TYPE_FOLDER) {
            return folder(reader, node.links(), data, sizes);
        }
        return node.links().isEmpty() && sizes.isEmpty()
                ? leaf(reader, data, size)
                : tree(reader, node.links(), data, sizes, size);
    }

    private static boolean next(ProtoReader reader, int field) throws InvalidContent {
        return reader.hasMore() && reader.peekField() == field;
    }

    /** Permissions and time of change are a seller's machine's own affair: read, and not used. */
    private static void skipMetadata(ProtoReader reader) throws InvalidContent {
        if (next(reader, MODE)) {
            reader.varint(MODE);
        }
        if (next(reader, MODIFIED)) {
            reader.bytes(MODIFIED);
        }
        if (reader.hasMore()) {
            throw reader.error("has field " + reader.peekField() + " where none is expected");
        }
    }

    private static Folder folder(ProtoReader reader, List<DagPbLink> links, byte[] data, List<Long> sizes)
            throws InvalidContent {
        if (data.length > 0 || !sizes.isEmpty()) {
            throw reader.error("is a folder but carries file content");
        }
        Set<String> names = new HashSet<>();
        String previous = "";
        for (DagPbLink link : links) {
            EntryName.requireSafe(link.name());
            if (!names.add(link.name())) {
                throw reader.error("is a folder with two entries named '" + link.name() + "'");
            }
            if (compareNames(previous, link.name()) > 0) {
                throw reader.error("is a folder whose entries are not sorted: '" + link.name() + "' comes after '"
                        + previous + "'");
            }
            previous = link.name();
        }
        return new Folder(List.copyOf(links));
    }

    private static FileLeaf leaf(ProtoReader reader, byte[] data, long size) throws InvalidContent {
        if (size >= 0 && size != data.length) {
            throw reader.error("claims a size of " + size + " bytes but holds " + data.length);
        }
        return new FileLeaf(data);
    }

    private static FileTree tree(ProtoReader reader, List<DagPbLink> links, byte[] data, List<Long> sizes, long size)
            throws InvalidContent {
        if (data.length > 0) {
            throw reader.error("holds content beside links, which is not supported");
        }
        if (links.size() != sizes.size()) {
            throw reader.error("has " + links.size() + " links but sizes for " + sizes.size());
        }
        long sum = 0;
        for (long each : sizes) {
            // A link to nothing would let a small DAG keep a reader busy for ever.
            if (each == 0) {
                throw reader.error("has a link to no content");
            }
            if (each > Long.MAX_VALUE - sum) {
                throw reader.error("has sizes that add up to more than 2^63 - 1 bytes");
            }
            sum += each;
        }
        if (size != sum) {
            throw reader.error("claims a size of " + size + " bytes but its links add up to " + sum);
        }
        return new FileTree(List.copyOf(links), List.copyOf(sizes), size);
    }

    /** The order of the dag-pb format: by the bytes of the names. */
    private static int compareNames(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
