package org.souk.protocol.migration;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** What holds for every chunk of a snapshot, whoever sends it. */
public final class Chunks {
    /** Most bytes in a chunk. A few of these are all that anyone keeps of a snapshot at a time. */
    public static final int MAX_BYTES = 256 * 1024;

    /** Largest message of a transfer, in bytes: a full chunk, its fields and some room for newer ones. */
    public static final int MAX_MESSAGE_BYTES = MAX_BYTES + 4096;

    /** Longest name of a move, in characters. */
    public static final int LONGEST_MOVE = 200;

    private Chunks() {}

    /**
     * A chunk of these bytes.
     *
     * @param data is not copied and must not change any more
     */
    public static Chunk of(long offset, byte[] data) {
        ByteString bytes = UnsafeByteOperations.unsafeWrap(data);
        return Chunk.newBuilder()
                .setOffset(offset)
                .setData(bytes)
                .setCrc32C(checksum(bytes))
                .build();
    }

    /** True when size and offset are such as the protocol allows; says nothing about the checksum. */
    public static boolean wellFormed(Chunk chunk) {
        int bytes = chunk.getData().size();
        return bytes > 0 && bytes <= MAX_BYTES && chunk.getOffset() >= 0 && chunk.getOffset() <= Long.MAX_VALUE - bytes;
    }

    /** Bytes up to the chunk's end. */
    public static long end(Chunk chunk) {
        return chunk.getOffset() + chunk.getData().size();
    }

    /** True when the data is what was sent. */
    public static boolean intact(Chunk chunk) {
        return checksum(chunk.getData()) == chunk.getCrc32C();
    }

    /** Takes these bytes into a sum, without a copy. */
    public static void update(Checksum sum, ByteString data) {
        try {
            UnsafeByteOperations.unsafeWriteTo(data, new Summing(sum));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }

    /** True when this may be the name of a move. */
    public static boolean isMove(String move) {
        return !move.isEmpty() && move.length() <= LONGEST_MOVE;
    }

    private static int checksum(ByteString data) {
        CRC32C sum = new CRC32C();
        update(sum, data);
        return (int) sum.getValue();
    }

    private static final class Summing extends ByteOutput {
        private final Checksum sum;

        Summing(Checksum sum) {
            this.sum = sum;
        }

        @Override
        public void write(byte value) {
            sum.update(value);
        }

        @Override
        public void write(byte[] value, int offset, int length) {
            sum.update(value, offset, length);
        }

        @Override
        public void writeLazy(byte[] value, int offset, int length) {
            sum.update(value, offset, length);
        }

        @Override
        public void write(ByteBuffer value) {
            sum.update(value);
        }

        @Override
        public void writeLazy(ByteBuffer value) {
            sum.update(value);
        }
    }
}
