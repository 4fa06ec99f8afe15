package org.souk.agent.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import org.souk.protocol.migration.Chunk;
import org.souk.protocol.migration.Chunks;
import org.souk.protocol.migration.Whole;

/**
 * A snapshot as its receiver stores it: in order, each chunk checked before it counts. Chunks may come by several ways at
 * once, since each is taken once only.
 */
final class SnapshotSink implements Closeable {
    /** What became of something that came. */
    enum Verdict {
        STORED,
        /** It was there already. */
        DUPLICATE,
        /** Something is missing before it, or it overlaps: the sender must ask anew where this side stands. */
        OUT_OF_STEP,
        /** Not what was sent, or against the protocol. */
        CORRUPTED,
        /** All of it together is not what was sent, though each part seemed to be: nobody knows which part is wrong. */
        SPOILT,
        TOO_LARGE,
        /** There will be no transfer: this side has ended it. */
        GIVEN_UP,
        /** Everything is there. */
        COMPLETE
    }

    private final FileChannel file;
    private final long limit;
    private final CRC32 sum = new CRC32();
    private long stand;
    private boolean complete;

    /** Empties the file. */
    SnapshotSink(Path path, long limit) throws IOException {
        this.file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        this.limit = limit;
    }

    /** Bytes that are stored. */
    synchronized long stand() {
        return stand;
    }

    synchronized Verdict take(Chunk chunk) throws IOException {
        if (!Chunks.wellFormed(chunk)) {
            return Verdict.CORRUPTED;
        }
        if (Chunks.end(chunk) <= stand) {
            return Verdict.DUPLICATE;
        }
        if (Chunks.end(chunk) > limit) {
            return Verdict.TOO_LARGE;
        }
        if (chunk.getOffset() != stand) {
            return Verdict.OUT_OF_STEP;
        }
        if (complete || !Chunks.intact(chunk)) {
            return Verdict.CORRUPTED;
        }
        ByteBuffer data = chunk.getData().asReadOnlyByteBuffer();
        long end = Chunks.end(chunk);
        while (data.hasRemaining()) {
            file.write(data, end - data.remaining());
        }
        Chunks.update(sum, chunk.getData());
        stand = end;
        return Verdict.STORED;
    }

    synchronized Verdict take(Whole whole) {
        if (whole.getSize() > limit || whole.getSize() < 0) {
            return Verdict.TOO_LARGE;
        }
        if (whole.getSize() > stand) {
            return Verdict.OUT_OF_STEP;
        }
        if (whole.getSize() < stand || whole.getCrc32() != (int) sum.getValue()) {
            return complete ? Verdict.CORRUPTED : Verdict.SPOILT;
        }
        complete = true;
        return Verdict.COMPLETE;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
