package org.souk.runtime.snapshot;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * Reads a snapshot record by record, also one that still grows. Nothing of a record is given out before all of it was
 * authenticated and found to be of this module and of one chain.
 */
public final class SnapshotReader implements Closeable {

    /** The largest state: a deep stack is most of it. */
    static final int MAX_STATE = 64 << 20;

    private final FileChannel channel;
    private final GrowingFile growth;
    private final SnapshotKey key;
    private final byte[] module;
    private final byte[] raw = new byte[SnapshotWriter.MAX_BLOCK];
    private final byte[] stored = new byte[SnapshotWriter.MAX_BLOCK];
    private byte[] previous = new byte[RecordHeader.HASH];
    private int records;
    private long body;
    private long next;

    /** Takes the blocks of a section. */
    public interface Blocks {
        /** @param raw only its first {@code length} bytes, and only until this returns */
        void block(byte[] raw, int length) throws IOException, SnapshotRefused;
    }

    /** What stands before each block. */
    private record BlockHead(Section section, int packing, int length, int size) {}

    private SnapshotReader(FileChannel channel, GrowingFile growth, SnapshotKey key, byte[] module) {
        this.channel = channel;
        this.growth = growth;
        this.key = key;
        this.module = module;
    }

    /**
     * Opens a snapshot that is complete.
     *
     * @param module SHA-256 of the prepared module
     * @throws IOException if the file cannot be read
     */
    public static SnapshotReader open(Path file, SnapshotKey key, byte[] module) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new SnapshotReader(channel, GrowingFile.complete(channel.size()), key, module);
    }

    /**
     * Opens a snapshot that is still written, in order.
     *
     * @param growth how much of it is there
     * @param module SHA-256 of the prepared module
     * @throws IOException if the file cannot be read
     */
    public static SnapshotReader open(Path file, GrowingFile growth, SnapshotKey key, byte[] module)
            throws IOException {
        return new SnapshotReader(FileChannel.open(file, StandardOpenOption.READ), growth, key, module);
    }

    /**
     * Goes to the next record, once all of it is there.
     *
     * @return false at the end of the snapshot
     * @throws SnapshotRefused if it was changed, is cut off, is of another task or of another module
     */
    public boolean next() throws IOException, SnapshotRefused {
        if (records > 0 && !growth.await(next + 1)) {
            return false;
        }
        if (records == SnapshotLink.MAX_RECORDS) {
            throw new SnapshotRefused("has more than " + SnapshotLink.MAX_RECORDS + " records");
        }
        byte[] bytes = new byte[RecordHeader.LENGTH];
        fill(bytes, bytes.length, next);
        RecordHeader header = RecordHeader.of(bytes);
        Mac mac = key.mac();
        mac.update(bytes);
        body = next + RecordHeader.LENGTH;
        long end = endOfBlocks(mac);
        byte[] code = mac.doFinal();
        byte[] claimed = new byte[RecordHeader.HASH];
        fill(claimed, claimed.length, end);
        if (!MessageDigest.isEqual(code, claimed)) {
            throw new SnapshotRefused("is not authentic: it was changed or is of another task");
        }
        if (!Arrays.equals(header.module(), module)) {
            throw new SnapshotRefused("is of another module, or of one that was prepared differently");
        }
        if (header.sequence() != records || !Arrays.equals(header.previous(), previous)) {
            throw new SnapshotRefused("is no chain: record " + records + " does not follow the one before");
        }
        records++;
        previous = code;
        next = end + RecordHeader.HASH;
        return true;
    }

    private long endOfBlocks(Mac mac) throws IOException, SnapshotRefused {
        byte[] bytes = new byte[SnapshotWriter.BLOCK_HEADER];
        long at = body;
        while (true) {
            BlockHead head = head(bytes, at);
            mac.update(bytes);
            at += bytes.length;
            if (head.section == Section.END) {
                return at;
            }
            fill(stored, head.size, at);
            mac.update(stored, 0, head.size);
            at += head.size;
        }
    }

    private BlockHead head(byte[] bytes, long at) throws IOException, SnapshotRefused {
        fill(bytes, bytes.length, at);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Section section = Section.of(in.get()).orElseThrow(() -> new SnapshotRefused("has a block of an unknown kind"));
        BlockHead head = new BlockHead(section, in.get(), in.getInt(), in.getInt());
        if (head.length < 0 || head.length > raw.length || head.size < 0 || head.size > stored.length) {
            throw new SnapshotRefused("has a block of " + head.length + " bytes in " + head.size);
        }
        return head;
    }

    private void fill(byte[] target, int length, long from) throws IOException, SnapshotRefused {
        if (!growth.await(from + length)) {
            throw new SnapshotRefused("is truncated");
        }
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new SnapshotRefused("is truncated");
            }
        }
    }

    /** Whether the present record is the first one, which has everything; each further one has only what changed. */
    public boolean isWhole() {
        return records == 1;
    }

    /** The state in the present record, of at most {@value #MAX_STATE} bytes. */
    public byte[] state() throws IOException, SnapshotRefused {
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        read(Section.STATE, (piece, length) -> {
            if (state.size() + length > MAX_STATE) {
                throw new SnapshotRefused("has a state of more than " + MAX_STATE + " bytes");
            }
            state.write(piece, 0, length);
        });
        return state.toByteArray();
    }

    /** Gives out the blocks of the present record that belong to a section, in their order. */
    public void read(Section wanted, Blocks blocks) throws IOException, SnapshotRefused {
        byte[] bytes = new byte[SnapshotWriter.BLOCK_HEADER];
        long at = body;
        while (true) {
            BlockHead head = head(bytes, at);
            at += bytes.length;
            if (head.section == Section.END) {
                return;
            }
            if (head.section == wanted) {
                unpack(head, at);
                blocks.block(raw, head.length);
            }
            at += head.size;
        }
    }

    private void unpack(BlockHead head, long at) throws IOException, SnapshotRefused {
        if (head.packing == Packing.STORED.ordinal() && head.size == head.length) {
            fill(raw, head.length, at);
        } else if (head.packing == Packing.ZSTD.ordinal()) {
            fill(stored, head.size, at);
            unpack(head.size, head.length);
        } else {
            throw new SnapshotRefused("has a block that is packed in an unknown way");
        }
    }

    private void unpack(int size, int length) throws SnapshotRefused {
        try {
            // The target's end is the bound: a block that unfolds to more is malformed.
            int got = new ZstdDecompressor().decompress(stored, 0, size, raw, 0, length);
            if (got != length) {
                throw new SnapshotRefused("has a block of " + got + " bytes instead of " + length);
            }
        } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new SnapshotRefused("has a block that cannot be unpacked", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
