package org.souk.runtime.snapshot;

import io.airlift.compress.zstd.ZstdCompressor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import javax.crypto.Mac;

/**
 * Writes one record, from its beginning to its end, so that it can be read, or sent elsewhere, while it is written. A
 * whole one takes the file's place when it is finished, one with changes is appended to the file; closed before it is
 * finished it leaves the file as it was.
 */
public final class SnapshotWriter implements Closeable {

    /** The largest block, before it is compressed, in bytes. */
    public static final int MAX_BLOCK = (256 << 10) + 64;

    static final int BLOCK_HEADER = 10;

    /** A block that is not smaller by an eighth is stored: it would cost more time than it saves. */
    private static final int WORTHWHILE_SHIFT = 3;

    private static final int SAMPLE = 8 << 10;
    private static final byte[] NOTHING = {};

    private final Path target;
    private final Path file;
    private final FileChannel channel;
    private final Mac mac;
    private final int sequence;
    private final long start;
    private final long wholeLength;
    private final Packing packing;
    private final byte[] packed;
    private final ByteBuffer head = ByteBuffer.allocate(BLOCK_HEADER);
    private long position;
    private boolean finished;

    private SnapshotWriter(Path target, Path file, SnapshotKey key, byte[] module, Packing packing, SnapshotLink after)
            throws IOException {
        this.target = target;
        this.file = file;
        this.mac = key.mac();
        this.packing = packing;
        this.packed = packing == Packing.ZSTD ? new byte[new ZstdCompressor().maxCompressedLength(MAX_BLOCK)] : null;
        this.sequence = after == null ? 0 : after.records();
        this.start = after == null ? 0 : after.length();
        this.wholeLength = after == null ? 0 : after.wholeLength();
        this.channel = after == null
                ? FileChannel.open(
                        file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)
                : FileChannel.open(file, StandardOpenOption.WRITE);
        this.position = start;
        begin(new RecordHeader(sequence, module, after == null ? new byte[RecordHeader.HASH] : after.mac()));
    }

    private void begin(RecordHeader header) throws IOException {
        try {
            put(header.bytes());
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /**
     * Begins a new snapshot.
     *
     * @param target where it will be; what was there is replaced when it is finished
     * @param module SHA-256 of the prepared module
     */
    public static SnapshotWriter whole(Path target, SnapshotKey key, byte[] module, Packing packing)
            throws IOException {
        Path unfinished = target.resolveSibling(target.getFileName() + ".part");
        return new SnapshotWriter(target, unfinished, key, module, packing, null);
    }

    /** Begins a record with what changed since the last one, see {@link SnapshotLink#canGrow}. */
    public static SnapshotWriter changes(SnapshotLink last, SnapshotKey key, byte[] module, Packing packing)
            throws IOException {
        return new SnapshotWriter(last.file(), last.file(), key, module, packing, last);
    }

    /** Whether it is a whole one. */
    public boolean isWhole() {
        return sequence == 0;
    }

    /** Writes a block of at most {@value #MAX_BLOCK} bytes. */
    public void block(Section section, byte[] raw, int length) throws IOException {
        if (length > MAX_BLOCK) {
            throw new IllegalArgumentException("a block of " + length + " bytes");
        }
        if (packing == Packing.ZSTD) {
            int size = compressed(raw, length);
            if (isWorthwhile(size, length)) {
                write(section, Packing.ZSTD, length, packed, size);
                return;
            }
        }
        write(section, Packing.STORED, length, raw, length);
    }

    /** A sample tells cheaply of most blocks that they are random; such a one is not compressed at all. */
    private int compressed(byte[] raw, int length) {
        if (length > 4 * SAMPLE) {
            int size = new ZstdCompressor().compress(raw, length / 2, SAMPLE, packed, 0, packed.length);
            if (!isWorthwhile(size, SAMPLE)) {
                return length;
            }
        }
        return new ZstdCompressor().compress(raw, 0, length, packed, 0, packed.length);
    }

    private static boolean isWorthwhile(int size, int length) {
        return size < length - (length >> WORTHWHILE_SHIFT);
    }

    private void write(Section section, Packing how, int length, byte[] bytes, int size) throws IOException {
        head.clear();
        head.put((byte) section.number())
                .put((byte) how.ordinal())
                .putInt(length)
                .putInt(size)
                .flip();
        mac.update(head.array());
        mac.update(bytes, 0, size);
        put(head);
        put(ByteBuffer.wrap(bytes, 0, size));
    }

    private void put(byte[] header) throws IOException {
        mac.update(header);
        put(ByteBuffer.wrap(header));
    }

    private void put(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            position += channel.write(source, position);
        }
    }

    /** Splits the state into blocks. */
    public void state(byte[] state) throws IOException {
        byte[] piece = new byte[Math.min(state.length, MAX_BLOCK)];
        for (int from = 0; from < state.length; from += MAX_BLOCK) {
            int length = Math.min(MAX_BLOCK, state.length - from);
            System.arraycopy(state, from, piece, 0, length);
            block(Section.STATE, piece, length);
        }
    }

    /** Completes the record. */
    public SnapshotLink finish() throws IOException {
        write(Section.END, Packing.STORED, 0, NOTHING, 0);
        byte[] code = mac.doFinal();
        put(ByteBuffer.wrap(code));
        long end = position;
        channel.close();
        if (isWhole()) {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        finished = true;
        return new SnapshotLink(target, end, isWhole() ? end : wholeLength, sequence + 1, code);
    }

    @Override
    public void close() throws IOException {
        if (finished) {
            return;
        }
        if (isWhole()) {
            channel.close();
            Files.deleteIfExists(file);
        } else {
            try (channel) {
                channel.truncate(start);
            }
        }
    }
}
