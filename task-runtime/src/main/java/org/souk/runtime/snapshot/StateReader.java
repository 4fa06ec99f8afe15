package org.souk.runtime.snapshot;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads what {@link StateWriter} wrote, and believes nothing: each read names what it expects. */
public final class StateReader {

    private final ByteBuffer bytes;

    /** Reads this. */
    public StateReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    private void require(int length, String what) throws SnapshotRefused {
        if (length > bytes.remaining()) {
            throw new SnapshotRefused("ends before its " + what);
        }
    }

    /** One byte, 0…255. */
    public int octet(String what) throws SnapshotRefused {
        require(1, what);
        return bytes.get() & 0xFF;
    }

    /** One byte that is 0 or 1. */
    public boolean flag(String what) throws SnapshotRefused {
        int value = octet(what);
        if (value > 1) {
            throw new SnapshotRefused("has a wrong " + what);
        }
        return value == 1;
    }

    /** Four bytes, any. */
    public int number(String what) throws SnapshotRefused {
        require(4, what);
        return bytes.getInt();
    }

    /** Four bytes between two bounds, both included. */
    public int number(String what, int least, int most) throws SnapshotRefused {
        int value = number(what);
        if (value < least || value > most) {
            throw new SnapshotRefused("has a wrong " + what + ": " + value);
        }
        return value;
    }

    /**
     * How many follow, each of which has so many bytes or more; so a count cannot promise what does not follow.
     *
     * @param most the largest count that is allowed
     * @param bytesEach at least 1
     */
    public int count(String what, int most, int bytesEach) throws SnapshotRefused {
        int value = number(what, 0, most);
        if (value > bytes.remaining() / bytesEach) {
            throw new SnapshotRefused("ends before its " + what);
        }
        return value;
    }

    /** Eight bytes, any. */
    public long large(String what) throws SnapshotRefused {
        require(8, what);
        return bytes.getLong();
    }

    /** Eight bytes between two bounds, both included. */
    public long large(String what, long least, long most) throws SnapshotRefused {
        long value = large(what);
        if (value < least || value > most) {
            throw new SnapshotRefused("has a wrong " + what + ": " + value);
        }
        return value;
    }

    /** At most so many numbers of eight bytes each. */
    public long[] larges(String what, int most) throws SnapshotRefused {
        long[] values = new long[count(what, most, 8)];
        bytes.asLongBuffer().get(values);
        bytes.position(bytes.position() + 8 * values.length);
        return values;
    }

    /** A text of at most so many bytes of UTF-8. */
    public String text(String what, int mostBytes) throws SnapshotRefused {
        int length = count(what, mostBytes, 1);
        ByteBuffer utf8 = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw new SnapshotRefused("has a wrong " + what, e);
        }
    }

    /** Everything was read. */
    public void end() throws SnapshotRefused {
        if (bytes.hasRemaining()) {
            throw new SnapshotRefused("has " + bytes.remaining() + " bytes too many in its state");
        }
    }
}
