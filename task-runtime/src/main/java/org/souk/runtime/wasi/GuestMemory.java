package org.souk.runtime.wasi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import run.endive.runtime.Memory;

/** A program's memory, where every access that lies outside answers {@code EFAULT}. */
final class GuestMemory {

    /** A stretch of memory that the program names in a list of buffers. */
    record Stretch(int address, int length) {}

    private static final int MAX_STRETCHES = 1024;
    private static final int MAX_PATH = 4096;

    private final Memory memory;

    GuestMemory(Memory memory) {
        this.memory = memory;
    }

    private int checked(long address, long length) throws CallFailed {
        long start = address & 0xFFFF_FFFFL;
        if (length < 0 || start + length > memory.pages() * 65_536L) {
            throw new CallFailed(Errno.FAULT);
        }
        return (int) start;
    }

    /** Whether all of it lies in the memory, for who would else notice only when half is done. */
    void require(long address, long length) throws CallFailed {
        checked(address, length);
    }

    byte[] read(long address, long length) throws CallFailed {
        return memory.readBytes(checked(address, length & 0xFFFF_FFFFL), (int) length);
    }

    void write(long address, byte[] source, int from, int length) throws CallFailed {
        memory.write(checked(address, length), source, from, length);
    }

    void write(long address, byte[] source) throws CallFailed {
        write(address, source, 0, source.length);
    }

    void zero(long address, int length) throws CallFailed {
        int from = checked(address, length);
        memory.fill((byte) 0, from, from + length);
    }

    int u8(long address) throws CallFailed {
        return memory.read(checked(address, 1)) & 0xFF;
    }

    int u16(long address) throws CallFailed {
        return (int) memory.readU16(checked(address, 2));
    }

    int i32(long address) throws CallFailed {
        return memory.readInt(checked(address, 4));
    }

    long i64(long address) throws CallFailed {
        return memory.readLong(checked(address, 8));
    }

    void putByte(long address, int value) throws CallFailed {
        memory.writeByte(checked(address, 1), (byte) value);
    }

    void putShort(long address, int value) throws CallFailed {
        memory.writeShort(checked(address, 2), (short) value);
    }

    void putInt(long address, int value) throws CallFailed {
        memory.writeI32(checked(address, 4), value);
    }

    void putLong(long address, long value) throws CallFailed {
        memory.writeLong(checked(address, 8), value);
    }

    String path(long address, long length) throws CallFailed {
        if ((length & 0xFFFF_FFFFL) > MAX_PATH) {
            throw new CallFailed(Errno.NAMETOOLONG);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read(address, length)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CallFailed(Errno.ILSEQ);
        }
    }

    /** A list of buffers, each of which lies in the memory. */
    Stretch[] stretches(long address, long count) throws CallFailed {
        if (count < 0 || count > MAX_STRETCHES) {
            throw new CallFailed(Errno.INVAL);
        }
        Stretch[] stretches = new Stretch[(int) count];
        for (int i = 0; i < stretches.length; i++) {
            int start = i32(address + 8L * i);
            long length = i32(address + 8L * i + 4) & 0xFFFF_FFFFL;
            stretches[i] = new Stretch(checked(start, length), (int) length);
        }
        return stretches;
    }
}
