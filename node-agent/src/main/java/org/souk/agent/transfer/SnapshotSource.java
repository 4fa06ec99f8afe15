package org.souk.agent.transfer;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.souk.protocol.migration.Chunk;
import org.souk.protocol.migration.Chunks;
import org.souk.protocol.migration.Whole;

/** A snapshot as its sender reads it while it grows: in chunks from any place, summed up on the way. For one thread. */
final class SnapshotSource implements Closeable {
    private final FileChannel file;
    private final CRC32 sum = new CRC32();
    private long summed;

    SnapshotSource(Path path) throws IOException {
        file = FileChannel.open(path);
    }

    /** Bytes that are there. */
    long length() throws IOException {
        return file.size();
    }

    /** @param offset below the length */
    Chunk chunk(long offset, long length) throws IOException {
        sumUpTo(offset, length);
        return Chunks.of(offset, read(offset, length));
    }

    /** @param size of the file, which is complete */
    Whole whole(long size) throws IOException {
        sumUpTo(size, size);
        return Whole.newBuilder().setSize(size).setCrc32((int) sum.getValue()).build();
    }

    /** What the target had already was not read on the way. */
    private void sumUpTo(long offset, long length) throws IOException {
        while (summed < offset) {
            read(summed, length);
        }
    }

    private byte[] read(long offset, long length) throws IOException {
        byte[] data = new byte[(int) Math.min(Chunks.MAX_BYTES, length - offset)];
        ByteBuffer buffer = ByteBuffer.wrap(data);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("the snapshot has become shorter while it was sent");
            }
        }
        if (offset <= summed && offset + data.length > summed) {
            int known = (int) (summed - offset);
            sum.update(data, known, data.length - known);
            summed = offset + data.length;
        }
        return data;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
