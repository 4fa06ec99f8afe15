package org.souk.runtime.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the small parts of a run's state, big-endian, to be read by {@link StateReader} in the same order. */
public final class StateWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private interface Write {
        void to(DataOutputStream out) throws IOException;
    }

    private StateWriter write(Write write) {
        try {
            write.to(out);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("memory took no bytes", e);
        }
    }

    /** One byte. */
    public StateWriter octet(int value) {
        return write(o -> o.writeByte(value));
    }

    /** One byte, 0 or 1. */
    public StateWriter flag(boolean value) {
        return write(o -> o.writeBoolean(value));
    }

    /** Four bytes; also the count of what follows. */
    public StateWriter number(int value) {
        return write(o -> o.writeInt(value));
    }

    /** Eight bytes. */
    public StateWriter large(long value) {
        return write(o -> o.writeLong(value));
    }

    /** Eight bytes each, after their count in four. */
    public StateWriter larges(long[] values, int count) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(8, count));
        buffer.asLongBuffer().put(values, 0, count);
        return write(o -> {
            o.writeInt(count);
            o.write(buffer.array());
        });
    }

    /** Its length in four bytes, then UTF-8. */
    public StateWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return write(o -> {
            o.writeInt(utf8.length);
            o.write(utf8);
        });
    }

    /** What was written. */
    public byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
