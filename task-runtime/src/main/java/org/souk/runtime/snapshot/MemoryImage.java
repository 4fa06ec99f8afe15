package org.souk.runtime.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import run.endive.runtime.Memory;

/**
 * Linear memory in a snapshot. It is looked at in granules of 4 KiB; 64 of them make a block. A granule of zeros is not
 * written, and in a record with changes only what differs from the record before is. To know that, a {@link Fingerprint}
 * of each granule is kept.
 *
 * <p>On the wire the first block is the number of pages; each further one has its number, a bit for each granule that
 * follows, a bit for each that is zero now, and the granules.
 */
public final class MemoryImage {

    private static final int PAGE = 65_536;
    private static final int GRANULE = 4096;
    private static final int GRANULES = 64;
    private static final int CHUNK = GRANULE * GRANULES;
    private static final int CHUNK_HEADER = 4 + 8 + 8;
    private static final int SIZE_BLOCK = 4;

    private static final Fingerprint ZERO = Fingerprint.of(new byte[GRANULE], 0);

    private Fingerprint[] marks = {};

    /** Writes it all, or what changed since it was last written. */
    public void write(Memory memory, SnapshotWriter writer) throws IOException {
        int pages = memory.pages();
        writer.block(
                Section.MEMORY, ByteBuffer.allocate(SIZE_BLOCK).putInt(pages).array(), SIZE_BLOCK);
        Fingerprint[] now = new Fingerprint[pages * (PAGE / GRANULE)];
        byte[] block = new byte[CHUNK_HEADER + CHUNK];
        for (int chunk = 0; chunk * GRANULES < now.length; chunk++) {
            int granules = Math.min(GRANULES, now.length - chunk * GRANULES);
            byte[] bytes = memory.readBytes(chunk * CHUNK, granules * GRANULE);
            int length = CHUNK_HEADER;
            long present = 0;
            long zeroed = 0;
            for (int i = 0; i < granules; i++) {
                int index = chunk * GRANULES + i;
                Fingerprint mark = Fingerprint.of(bytes, i * GRANULE);
                now[index] = mark;
                if (mark.equals(lastMark(index, writer.isWhole()))) {
                    continue;
                }
                if (mark.equals(ZERO)) {
                    zeroed |= 1L << i;
                } else {
                    present |= 1L << i;
                    System.arraycopy(bytes, i * GRANULE, block, length, GRANULE);
                    length += GRANULE;
                }
            }
            if ((present | zeroed) != 0) {
                ByteBuffer.wrap(block).putInt(chunk).putLong(present).putLong(zeroed);
                writer.block(Section.MEMORY, block, length);
            }
        }
        marks = now;
    }

    private Fingerprint lastMark(int index, boolean whole) {
        return whole || index >= marks.length ? ZERO : marks[index];
    }

    /**
     * Puts the present record of a snapshot into a memory.
     *
     * @param memory as it is when the module has been loaded, or as the record before has left it
     */
    public static void restore(SnapshotReader reader, Memory memory) throws IOException, SnapshotRefused {
        BitSet written = new BitSet();
        int[] blocks = {0};
        reader.read(Section.MEMORY, (raw, length) -> {
            ByteBuffer block = ByteBuffer.wrap(raw, 0, length);
            if (blocks[0]++ == 0) {
                grow(memory, block);
            } else {
                fill(memory, block, written);
            }
        });
        if (reader.isWhole()) {
            clear(memory, written);
        }
    }

    private static void grow(Memory memory, ByteBuffer block) throws SnapshotRefused {
        int pages = block.remaining() == SIZE_BLOCK ? block.getInt() : -1;
        if (pages < memory.pages() || pages > memory.maximumPages()) {
            throw new SnapshotRefused("has a memory of " + pages + " pages; it must have " + memory.pages() + " to "
                    + memory.maximumPages());
        }
        if (pages > memory.pages() && memory.grow(pages - memory.pages()) < 0) {
            throw new SnapshotRefused("has a memory that cannot grow to " + pages + " pages");
        }
    }

    private static void fill(Memory memory, ByteBuffer block, BitSet written) throws SnapshotRefused {
        int chunk = block.remaining() < CHUNK_HEADER ? -1 : block.getInt();
        int granules = memory.pages() * (PAGE / GRANULE);
        if (chunk < 0 || chunk > (granules - 1) / GRANULES) {
            throw new SnapshotRefused("has a piece of memory outside of the memory");
        }
        long present = block.getLong();
        long zeroed = block.getLong();
        long allowed = -1L >>> Math.max(0, GRANULES - (granules - chunk * GRANULES));
        if ((present & zeroed) != 0
                || ((present | zeroed) & ~allowed) != 0
                || block.remaining() != Long.bitCount(present) * GRANULE) {
            throw new SnapshotRefused("has a piece of memory of a wrong size");
        }
        for (int i = 0; i < GRANULES; i++) {
            int address = chunk * CHUNK + i * GRANULE;
            if ((present >>> i & 1) != 0) {
                memory.write(address, block.array(), block.position(), GRANULE);
                block.position(block.position() + GRANULE);
                written.set(chunk * GRANULES + i);
            } else if ((zeroed >>> i & 1) != 0) {
                memory.fill((byte) 0, address, address + GRANULE);
            }
        }
    }

    /** What the module itself puts into memory when it is loaded may have been overwritten with zeros. */
    private static void clear(Memory memory, BitSet written) {
        int loaded = memory.initialPages() * (PAGE / GRANULE);
        for (int i = written.nextClearBit(0); i < loaded; i = written.nextClearBit(i + 1)) {
            memory.fill((byte) 0, i * GRANULE, (i + 1) * GRANULE);
        }
    }
}
