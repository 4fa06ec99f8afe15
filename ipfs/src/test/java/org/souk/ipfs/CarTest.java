package org.souk.ipfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarTest {
    private static final CarLimits LIMITS = CarLimits.ofBytes(10_000_000);
    /** One byte says how long the header is. */
    private static final int HEADER_END = 1 + CarHeader.LENGTH;

    private final MemoryBlockStore blocks = new MemoryBlockStore();
    private final ContentStore source = new ContentStore(blocks);
    private final MemoryBlockStore targetBlocks = new MemoryBlockStore();
    private final ContentStore target = new ContentStore(targetBlocks);

    @Test
    void contentTravelsWithItsRoot() throws IOException {
        Cid file = source.add(new SampleStream(1_000_000, "a"));

        assertThat(target.importCar(new ByteArrayInputStream(car(file)), LIMITS))
                .isEqualTo(file);

        assertThat(target.complete(file)).isTrue();
        assertThat(read(target, file)).isEqualTo(SampleStream.bytes(1_000_000, "a"));
    }

    @Test
    void blocksThatAreThereAlreadyMayBeLeftOut() throws IOException {
        Cid file = source.add(new SampleStream(1_000_000, "a"));
        Cid leaf = Dag.links(blocks.get(file)).get(2);
        targetBlocks.put(blocks.get(leaf));
        byte[] car = concatenate(
                header(file), section(file), section(link(file, 0)), section(link(file, 1)), section(link(file, 3)));

        target.importCar(new ByteArrayInputStream(car), LIMITS);

        assertThat(read(target, file)).isEqualTo(SampleStream.bytes(1_000_000, "a"));
    }

    @Test
    void carOfAnotherRootIsRefusedWhereOneIsExpected() throws IOException {
        Cid file = source.add(new SampleStream(10, "a"));
        Cid other = source.add(new SampleStream(10, "b"));
        byte[] car = car(file);

        refused(
                () -> target.importCar(other, new ByteArrayInputStream(car), LIMITS),
                InvalidContent.class,
                "has the root " + file + ", expected " + other);
    }

    @Test
    void missingBlockIsNamed() throws IOException {
        Cid file = source.add(new SampleStream(600_000, "a"));

        refused(
                concatenate(header(file), section(file), section(link(file, 0)), section(link(file, 2))),
                BlockMissing.class,
                link(file, 1) + ": is neither in the CAR nor in the store");
        refused(header(file), BlockMissing.class, file.toString());
    }

    @Test
    void blockOfAnotherDagIsRefused() throws IOException {
        Cid file = source.add(new SampleStream(10, "a"));
        Cid stranger = source.add(new SampleStream(10, "b"));

        refused(
                concatenate(car(file), section(stranger)),
                InvalidContent.class,
                stranger + " does not belong to the root");
    }

    @Test
    void childBeforeItsParentIsRefused() throws IOException {
        Cid file = source.add(new SampleStream(600_000, "a"));

        refused(
                concatenate(header(file), section(link(file, 0)), section(file)),
                InvalidContent.class,
                "comes before the block that links to it");
    }

    @Test
    void blockThatComesTwiceIsTakenOnce() throws IOException {
        Cid file = source.add(new SampleStream(10, "a"));

        target.importCar(new ByteArrayInputStream(concatenate(car(file), section(file))), LIMITS);

        assertThat(targetBlocks.size()).isEqualTo(10);
    }

    @Test
    void changedBlockIsRefused() throws IOException {
        Cid file = source.add(new SampleStream(600_000, "a"));
        byte[] car = car(file);
        car[car.length - 1] ^= 1;

        refused(car, BlockCorrupt.class, link(file, 2) + ": the 75712 bytes given do not have this hash");
    }

    @Test
    void limitsAreKept() throws IOException {
        Cid file = source.add(new SampleStream(600_000, "a"));
        byte[] car = car(file);

        refused(
                () -> target.importCar(new ByteArrayInputStream(car), CarLimits.ofBytes(car.length - 1)),
                LimitExceeded.class,
                "CAR has more than the " + (car.length - 1) + " bytes");
        refused(
                () -> target.importCar(new ByteArrayInputStream(car), new CarLimits(car.length, 262_143)),
                LimitExceeded.class,
                "claims 262180 bytes, allowed are 262179");
        target.importCar(new ByteArrayInputStream(car), new CarLimits(car.length, 262_144));
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] car = car(source.add(new SampleStream(300, "a")));
        for (int length = 0; length < car.length; length++) {
            byte[] part = Arrays.copyOf(car, length);
            assertThatThrownBy(() -> target.importCar(new ByteArrayInputStream(part), LIMITS))
                    .isInstanceOf(ContentException.class);
        }
        assertThat(targetBlocks.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the whole pragma of version 2: {"version": 2}
                "0aa16776657273696f6e02 | version 2 is not supported",
                // {"roots": [], "version": 1}
                "11a265726f6f7473806776657273696f6e01 | exactly one root",
                "ffffffffffffffff7f | claims 9223372036854775807 bytes, allowed are 58",
                "ffffffffffffffffff01 | not a number below 2^63",
                "ba00 | not in its shortest form",
                "3a | ends within a header",
                "3aa265 | ends within a header",
                "00 | exactly one root",
            })
    void badHeaderIsRefusedWithTheReason(String hex, String reason) {
        refused(HexFormat.of().parseHex(hex), ContentException.class, reason);
    }

    @Test
    void badBlockNameIsRefusedWithTheReason() throws IOException {
        Cid file = source.add(new SampleStream(10, "a"));
        byte[] car = car(file);
        car[HEADER_END + 2] = 0x71;

        refused(car, InvalidContent.class, "CAR block has a bad CID: codec 0x71 is not supported");
        refused(
                concatenate(header(file), new byte[] {35}, new byte[35]),
                InvalidContent.class,
                "too short to have a CID");
    }

    private void refused(byte[] car, Class<? extends ContentException> type, String reason) {
        refused(() -> target.importCar(new ByteArrayInputStream(car), LIMITS), type, reason);
    }

    private void refused(ThrowingCallable call, Class<? extends ContentException> type, String reason) {
        long before = targetBlocks.size();
        assertThatThrownBy(call).isInstanceOf(type).hasMessageContaining(reason);
        assertThat(targetBlocks.size()).as("nothing of it is kept").isEqualTo(before);
    }

    private Cid link(Cid node, int index) throws IOException {
        return Dag.links(blocks.get(node)).get(index);
    }

    private byte[] car(Cid root) throws IOException {
        ByteArrayOutputStream car = new ByteArrayOutputStream();
        source.exportCar(root, car);
        return car.toByteArray();
    }

    private static byte[] header(Cid root) {
        return concatenate(new byte[] {CarHeader.LENGTH}, CarHeader.encode(root));
    }

    private byte[] section(Cid cid) throws IOException {
        byte[] bytes = blocks.get(cid).bytes();
        byte[] length = new byte[Varint.MAX_BYTES];
        int end = Varint.write(length, 0, Cid.BYTE_LENGTH + bytes.length);
        return concatenate(Arrays.copyOf(length, end), cid.bytes(), bytes);
    }

    private static byte[] concatenate(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] read(ContentStore store, Cid cid) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.copyTo(cid, out);
        return out.toByteArray();
    }
}
