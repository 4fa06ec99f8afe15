package org.souk.runtime.snapshot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands before each record of a snapshot.
 *
 * @param sequence 0 for the first record, which is whole; each further one has the changes since the one before
 * @param module SHA-256 of the prepared module
 * @param previous the MAC of the record before, zeros for the first
 */
record RecordHeader(int sequence, byte[] module, byte[] previous) {

    static final int VERSION = 3;
    static final int LENGTH = 80;
    static final int HASH = 32;

    private static final byte[] MAGIC = "SOUKSNAP".getBytes(StandardCharsets.US_ASCII);

    byte[] bytes() {
        return ByteBuffer.allocate(LENGTH)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(sequence)
                .put(module)
                .put(previous)
                .array();
    }

    /** Reads one; that it is authentic is not known yet. */
    static RecordHeader of(byte[] bytes) throws SnapshotRefused {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new SnapshotRefused("is none: a record does not begin with SOUKSNAP");
        }
        int version = in.getInt();
        if (version != VERSION) {
            throw new SnapshotRefused("has version " + version + "; this runtime reads version " + VERSION);
        }
        int sequence = in.getInt();
        byte[] module = new byte[HASH];
        in.get(module);
        byte[] previous = new byte[HASH];
        in.get(previous);
        return new RecordHeader(sequence, module, previous);
    }
}
