package org.souk.ipfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is done to the bytes on their way: an error or the same content, never other content. */
class CorruptionTest {
    private static final CarLimits LIMITS = CarLimits.ofBytes(1_000_000);

    @Property(tries = 300)
    void contentOfAnySizeAndShapeComesBack(
            @ForAll @IntRange(max = 5000) int size,
            @ForAll @IntRange(min = 1, max = 300) int chunkBytes,
            @ForAll @IntRange(min = 2, max = 20) int maxLinks)
            throws IOException {
        MemoryBlockStore blocks = new MemoryBlockStore();
        byte[] content = SampleStream.bytes(size, "content");
        // Deeper trees than Kubo's are refused; so are small chunks with few links here.
        int depth = (int) Math.ceil(Math.log(Math.max(1, size / (double) chunkBytes)) / Math.log(maxLinks));

        ImportedNode node = new FileImport(blocks, chunkBytes, maxLinks).add(new ByteArrayInputStream(content), size);

        assertThat(node.contentSize()).isEqualTo(size);
        if (depth <= 10) {
            assertThat(read(blocks, node.cid())).isEqualTo(content);
        }
    }

    @Property(tries = 1000)
    void corruptedCarGivesAnErrorOrTheSameContent(@ForAll @IntRange(max = 3000) int size, @ForAll long damage)
            throws IOException {
        MemoryBlockStore source = new MemoryBlockStore();
        byte[] content = SampleStream.bytes(size, "content");
        Cid root = new FileImport(source, 100, 7)
                .add(new ByteArrayInputStream(content), size)
                .cid();
        ByteArrayOutputStream car = new ByteArrayOutputStream();
        new ContentStore(source).exportCar(root, car);
        MemoryBlockStore target = new MemoryBlockStore();

        try {
            byte[] damaged = damage(car.toByteArray(), new Random(damage));
            new ContentStore(target).importCar(root, new ByteArrayInputStream(damaged), LIMITS);
        } catch (ContentException e) {
            assertThat(target.size()).isZero();
            return;
        }
        assertThat(read(target, root)).isEqualTo(content);
    }

    /** Changes, removes, repeats or moves a few bytes. */
    private static byte[] damage(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(200, bytes.length));
        switch (random.nextInt(4)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes = Arrays.copyOf(bytes, at);
            case 2 -> bytes = splice(bytes, at, Math.min(bytes.length, at + length), new byte[0]);
            default -> bytes = splice(bytes, at, at, Arrays.copyOf(bytes, length));
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] insert) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, from);
        all.writeBytes(insert);
        all.write(bytes, to, bytes.length - to);
        return all.toByteArray();
    }

    @Property(tries = 2000)
    void anyBytesAreANodeOrRefused(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
        readOrRefuse(Block.of(Codec.DAG_PB, bytes));
    }

    @Property(tries = 2000)
    void anyBytesAreAHeaderOrRefused(@ForAll @Size(max = 100) byte[] header) throws IOException {
        ProtoWriter node = new ProtoWriter();
        node.bytes(1, header);
        readOrRefuse(Block.of(Codec.DAG_PB, node.toBytes()));
    }

    @Property(tries = 2000)
    void changedNodeIsReadOrRefused(@ForAll int position, @ForAll byte change) throws IOException {
        MemoryBlockStore blocks = new MemoryBlockStore();
        Cid root = new FileImport(blocks, 10, 7)
                .add(new SampleStream(50, "content"), 50)
                .cid();
        byte[] bytes = blocks.get(root).bytes().clone();
        bytes[Math.floorMod(position, bytes.length)] ^= change;
        readOrRefuse(Block.of(Codec.DAG_PB, bytes));
    }

    private static void readOrRefuse(Block block) throws IOException {
        MemoryBlockStore blocks = new MemoryBlockStore();
        blocks.put(block);
        try {
            read(blocks, block.cid());
        } catch (ContentException e) {
            assertThat(e).hasMessageContaining(" ");
        }
        try {
            Dag.missing(block.cid(), blocks);
        } catch (InvalidContent e) {
            assertThat(e).hasMessageContaining(block.cid().toString());
        }
    }

    @Property(tries = 2000)
    void anyBytesAreACarOrRefused(@ForAll byte[] bytes) throws IOException {
        try {
            new ContentStore(new MemoryBlockStore()).importCar(new ByteArrayInputStream(bytes), LIMITS);
        } catch (ContentException e) {
            assertThat(e).hasMessageContaining("CAR");
        }
    }

    private static byte[] read(BlockStore blocks, Cid cid) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ContentStore(blocks).copyTo(cid, out);
        return out.toByteArray();
    }
}
