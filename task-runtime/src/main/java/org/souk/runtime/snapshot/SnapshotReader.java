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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;

/**
 * Reads a snapshot. Before anything of it is given out, all its records are authenticated and found to be of this module
 * and of one chain.
 */
public final class SnapshotReader implements Closeable {

    /** The largest state: a deep stack is most of it. */
    static final int MAX_STATE = 64 << 20;

    private static final int BUFFER = 1 << 18;

    private final FileChannel channel;
    private final List<RecordHeader> records = new ArrayList<>();
    private final List<Long> bodies = new ArrayList<>();
    private final byte[] raw = new byte[SnapshotWriter.MAX_BLOCK];
    private final byte[] stored = new byte[SnapshotWriter.MAX_BLOCK];

    /** Takes the blocks of a section. */
    public interface Blocks {
        /** @param raw only its first {@code length} bytes, and only until this returns */
        void block(byte[] raw, int length) throws IOException, SnapshotRefused;
    }

    private SnapshotReader(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens a snapshot and checks it.
     *
     * @param module SHA-256 of the prepared module
     * @throws SnapshotRefused if it was changed, is cut off, is of another task or of another module
     * @throws IOException if the file cannot be read
     */
    public static SnapshotReader open(Path file, SnapshotKey key, byte[] module) throws IOException, SnapshotRefused {
        SnapshotReader reader = new SnapshotReader(FileChannel.open(file, StandardOpenOption.READ));
        try {
            reader.check(key, module);
            return reader;
        } catch (IOException | SnapshotRefused | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private void check(SnapshotKey key, byte[] module) throws IOException, SnapshotRefused {
        long size = channel.size();
        byte[] previous = new byte[RecordHeader.HASH];
        for (long at = 0; at < size || records.isEmpty(); ) {
            byte[] bytes = new byte[RecordHeader.LENGTH];
            fill(bytes, bytes.length, at);
            RecordHeader header = RecordHeader.of(bytes);
            long body = at + RecordHeader.LENGTH;
            if (header.bodyLength() > size - body - RecordHeader.HASH) {
                throw new SnapshotRefused("is truncated");
            }
            byte[] code = macOf(key, body, header.bodyLength(), bytes);
            byte[] claimed = new byte[RecordHeader.HASH];
            fill(claimed, claimed.length, body + header.bodyLength());
            if (!MessageDigest.isEqual(code, claimed)) {
                throw new SnapshotRefused("is not authentic: it was changed or is of another task");
            }
            if (!Arrays.equals(header.module(), module)) {
                throw new SnapshotRefused("is of another module, or of one that was prepared differently");
            }
            if (header.sequence() != records.size() || !Arrays.equals(header.previous(), previous)) {
                throw new SnapshotRefused("is no chain: record " + records.size() + " does not follow the one before");
            }
            if (records.size() == SnapshotLink.MAX_RECORDS) {
                throw new SnapshotRefused("has more than " + SnapshotLink.MAX_RECORDS + " records");
            }
            records.add(header);
            bodies.add(body);
            previous = code;
            at = body + header.bodyLength() + RecordHeader.HASH;
        }
    }

    private byte[] macOf(SnapshotKey key, long from, long length, byte[] header) throws IOException, SnapshotRefused {
        Mac mac = key.mac();
        byte[] buffer = new byte[BUFFER];
        for (long done = 0; done < length; done += BUFFER) {
            int count = (int) Math.min(BUFFER, length - done);
            fill(buffer, count, from + done);
            mac.update(buffer, 0, count);
        }
        return mac.doFinal(header);
    }

    private void fill(byte[] target, int length, long from) throws IOException, SnapshotRefused {
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new SnapshotRefused("is truncated");
            }
        }
    }

    /** How many records it has, at least one. */
    public int records() {
        return records.size();
    }

    /** The state in the last record, of at most {@value #MAX_STATE} bytes. */
    public byte[] state() throws IOException, SnapshotRefused {
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        read(records.size() - 1, Section.STATE, (piece, length) -> {
            if (state.size() + length > MAX_STATE) {
                throw new SnapshotRefused("has a state of more than " + MAX_STATE + " bytes");
            }
            state.write(piece, 0, length);
        });
        return state.toByteArray();
    }

    /** Gives out the blocks of a record that belong to a section, in their order. */
    public void read(int record, Section wanted, Blocks blocks) throws IOException, SnapshotRefused {
        long at = bodies.get(record);
        long end = at + records.get(record).bodyLength();
        byte[] head = new byte[SnapshotWriter.BLOCK_HEADER];
        while (at < end) {
            fill(head, head.length, at);
            ByteBuffer in = ByteBuffer.wrap(head);
            Section section =
                    Section.of(in.get()).orElseThrow(() -> new SnapshotRefused("has a block of an unknown kind"));
            int packing = in.get();
            int length = in.getInt();
            int size = in.getInt();
            at += head.length;
            if (length < 0 || length > raw.length || size < 0 || size > stored.length || size > end - at) {
                throw new SnapshotRefused("has a block of " + length + " bytes in " + size);
            }
            if (section != wanted) {
                at += size;
                continue;
            }
            if (packing == Packing.STORED.ordinal() && size == length) {
                fill(raw, length, at);
            } else if (packing == Packing.ZSTD.ordinal()) {
                fill(stored, size, at);
                unpack(size, length);
            } else {
                throw new SnapshotRefused("has a block that is packed in an unknown way");
            }
            blocks.block(raw, length);
            at += size;
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
