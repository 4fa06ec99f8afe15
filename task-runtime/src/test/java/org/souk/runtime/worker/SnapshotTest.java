package org.souk.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.runtime.worker.Requests.aRunOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.runtime.Ending;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunRequest;
import org.souk.runtime.SnapshotOrder;
import org.souk.runtime.SnapshotResult;
import org.souk.runtime.TestPrograms;
import org.souk.runtime.snapshot.Packing;
import org.souk.runtime.snapshot.Section;
import org.souk.runtime.snapshot.SnapshotKey;
import org.souk.runtime.snapshot.SnapshotReader;
import org.souk.runtime.snapshot.SnapshotWriter;
import run.endive.runtime.InterpreterMachine;

/** Saving and restoring in this process, of a module that was made suspendable by hand. */
class SnapshotTest {

    private static final SnapshotKey KEY = SnapshotKey.random();

    /** A round takes 1,000,000 and the price of writing one byte. */
    private static final long ROUND = 1_001_000;

    private static final long FUEL = 200 * ROUND;

    @TempDir
    Path directory;

    private final List<SnapshotResult> results = new ArrayList<>();
    private RunRequest request;
    private Path file;

    @BeforeEach
    void prepare() throws Exception {
        request = aRunOf("suspendable", directory).request().savedWith(KEY);
        file = directory.resolve("snapshot");
    }

    private static Program program() {
        return Program.prepared(TestPrograms.bytes("suspendable"), module -> InterpreterMachine::new, 20 * 65_536, "");
    }

    private RunOutcome run(RunRequest run, SnapshotOrder... orders) {
        List<SnapshotOrder> left = new ArrayList<>(List.of(orders));
        Execution execution = new Execution(run);
        orderNext(execution, left);
        RunOutcome outcome = execution.run(program());
        execution.orderNoMore();
        return outcome;
    }

    private void orderNext(Execution execution, List<SnapshotOrder> left) {
        if (!left.isEmpty()) {
            execution.order(left.remove(0), result -> {
                results.add(result);
                orderNext(execution, left);
            });
        }
    }

    private void assertWhole(RunOutcome outcome) {
        assertThat(outcome.ending()).as(outcome.toString()).isEqualTo(Ending.EXITED);
        assertThat(outcome.exitCode()).isEqualTo(200);
        assertThat(outcome.fuel()).isEqualTo(FUEL);
        assertThat(request.streams().stdout())
                .content()
                .hasSize(200)
                .startsWith("bcdefghijklmnopqrstuvwxyzabc")
                .isEqualTo("bcdefghijklmnopqrstuvwxyza".repeat(8).substring(0, 200));
    }

    private SnapshotResult.Taken taken(int index) {
        assertThat(results.get(index)).isInstanceOf(SnapshotResult.Taken.class);
        return (SnapshotResult.Taken) results.get(index);
    }

    @Test
    void savedRunGoesOnInPlace() {
        assertWhole(run(request, SnapshotOrder.to(file).afterSlices(10)));

        // The first slice ends after the first round, each further one after 5 rounds, when 5,000,000 are overdrawn.
        assertThat(taken(0).fuel()).isEqualTo((1 + 9 * 5) * ROUND);
        assertThat(taken(0).records()).isEqualTo(1);
        assertThat(file).hasSize(taken(0).bytes());
    }

    @Test
    void killedRunGoesOnFromItsSnapshot() throws Exception {
        run(request, SnapshotOrder.to(file).afterSlices(10));
        // What happened after the snapshot is as lost as the process that did it.
        Files.writeString(request.root().resolve("later"), "x");

        RunOutcome outcome = run(request.from(file), SnapshotOrder.to(file).afterSlices(3));

        assertWhole(outcome);
        assertThat(request.root().resolve("later")).doesNotExist();
        assertWhole(run(request.from(file)));
    }

    @Test
    void chainOfChangesIsAsGoodAsAWholeSnapshot() {
        SnapshotOrder changes = SnapshotOrder.to(file).changesOnly();
        run(request, changes.afterSlices(5), changes.afterSlices(10).uncompressed(), changes.afterSlices(20));

        assertThat(taken(0).records()).isEqualTo(1);
        assertThat(taken(2).records()).isEqualTo(3);
        assertThat(taken(2).addedBytes()).isLessThan(taken(2).bytes());
        assertThat(taken(1).bytes() + taken(2).addedBytes()).isEqualTo(taken(2).bytes());
        assertWhole(run(request.from(file)));
    }

    @Test
    void nothingIsAppendedWhereThereIsNoBeginning() {
        SnapshotOrder changes = SnapshotOrder.to(file).appended();
        assertWhole(run(
                request,
                changes.afterSlices(3),
                SnapshotOrder.to(file).afterSlices(5),
                changes.afterSlices(7),
                SnapshotOrder.to(directory.resolve("other")).afterSlices(9),
                changes.afterSlices(11)));

        assertThat(results.get(0)).asString().contains("could be appended");
        assertThat(taken(2).records()).isEqualTo(2);
        assertThat(results.get(4)).asString().contains("could be appended");
        assertWhole(run(request.from(file)));
    }

    @Test
    void everySliceCanBeSuspended() {
        List<SnapshotOrder> orders = new ArrayList<>();
        for (int slice = 1; slice <= 34; slice++) {
            orders.add(SnapshotOrder.to(file).afterSlices(slice));
        }

        assertWhole(run(request, orders.toArray(SnapshotOrder[]::new)));
        assertThat(results).hasSize(34).allMatch(SnapshotResult.Taken.class::isInstance);
    }

    @Test
    void orderThatComesTooLateFails() {
        assertWhole(run(request, SnapshotOrder.to(file).afterSlices(1000)));

        assertThat(results).containsExactly(new SnapshotResult.Failed("the run has ended"));
    }

    @Test
    void runWithoutKeyIsNotSavedAndGoesOn() {
        RunRequest keyless = new RunRequest(
                request.module(),
                request.moduleKey(),
                request.arguments(),
                request.environment(),
                request.streams(),
                request.root(),
                request.mounts(),
                request.limits(),
                request.randomSeed());

        assertWhole(run(keyless, SnapshotOrder.to(file)));

        assertThat(results).containsExactly(new SnapshotResult.Failed("the run has no key for snapshots"));
    }

    @Test
    void snapshotThatCannotBeWrittenDoesNotHarmTheRun() {
        assertWhole(run(request, SnapshotOrder.to(directory.resolve("nowhere/file"))));

        assertThat(results).singleElement().asString().contains("could not be written", "nowhere");
    }

    @Test
    void snapshotOfAnotherTaskIsRefused() {
        run(request, SnapshotOrder.to(file).afterSlices(10));

        RunOutcome outcome = run(request.savedWith(SnapshotKey.random()).from(file));

        assertThat(outcome.ending()).isEqualTo(Ending.INVALID_SNAPSHOT);
        assertThat(outcome.detail()).isEqualTo("the snapshot is not authentic: it was changed or is of another task");
    }

    @Test
    void everyChangedByteIsRefused() throws Exception {
        run(request, SnapshotOrder.to(file).afterSlices(10));
        byte[] original = Files.readAllBytes(file);
        Path changed = directory.resolve("changed");
        for (int at = 0; at < original.length; at += Math.max(1, original.length / 200)) {
            byte[] bytes = original.clone();
            bytes[at] ^= 4;
            Files.write(changed, bytes);

            assertThat(run(request.from(changed)).ending()).as("byte " + at).isEqualTo(Ending.INVALID_SNAPSHOT);
        }
    }

    @Test
    void everyCutOffSnapshotIsRefused() throws Exception {
        run(request, SnapshotOrder.to(file).afterSlices(10));
        byte[] original = Files.readAllBytes(file);
        Path cut = directory.resolve("cut");
        for (int length : Set.of(0, 1, 79, 80, 200, original.length - 33, original.length - 1)) {
            Files.write(cut, Arrays.copyOf(original, length));

            assertThat(run(request.from(cut)))
                    .as("length " + length)
                    .returns(Ending.INVALID_SNAPSHOT, RunOutcome::ending)
                    .returns("the snapshot is truncated", RunOutcome::detail);
        }
    }

    @Test
    void recordsOfTwoSnapshotsMakeNoChain() throws Exception {
        SnapshotOrder changes = SnapshotOrder.to(file).changesOnly();
        run(request, changes.afterSlices(5), changes.afterSlices(10));
        byte[] chain = Files.readAllBytes(file);
        Path other = directory.resolve("other");
        run(request, SnapshotOrder.to(other).afterSlices(7));
        long first = taken(0).bytes();
        byte[] mixed = new byte[(int) (Files.size(other) + chain.length - first)];
        System.arraycopy(Files.readAllBytes(other), 0, mixed, 0, (int) Files.size(other));
        System.arraycopy(chain, (int) first, mixed, (int) Files.size(other), (int) (chain.length - first));
        Files.write(other, mixed);

        assertThat(run(request.from(other)).detail()).contains("is no chain: record 1");
    }

    @Test
    void snapshotThatNeedsMoreThanTheRunMayUseIsRefused() throws Exception {
        run(request, SnapshotOrder.to(file).afterSlices(10));
        RunRequest poor = aRunOf("suspendable", directory)
                .within(RunLimits.DEFAULT.withFuel(1_000_000))
                .request()
                .savedWith(KEY);

        assertThat(run(poor.from(file)).detail()).contains("granted fuel");
    }

    @Test
    void missingSnapshotIsTheHostsError() {
        assertThat(run(request.from(directory.resolve("absent"))).ending()).isEqualTo(Ending.HOST_ERROR);
    }

    /** Whoever had the task can sign anything. */
    @Test
    void signedNonsenseIsRefusedOrConfined() throws Exception {
        Files.createDirectories(request.root().resolve("folder"));
        Files.writeString(request.root().resolve("folder/file"), "content");
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        run(request, SnapshotOrder.to(file).afterSlices(10));
        List<Block> blocks = blocksOf(file);
        Path forged = directory.resolve("forged");
        Random random = new Random(1);
        int refused = 0;
        for (int attempt = 0; attempt < 400; attempt++) {
            forge(blocks, forged, random);
            Ending ending = run(request.from(forged)).ending();

            assertThat(ending)
                    .isIn(
                            Ending.INVALID_SNAPSHOT,
                            Ending.EXITED,
                            Ending.TRAPPED,
                            Ending.FUEL_EXHAUSTED,
                            Ending.OUTPUT_LIMIT);
            refused += ending == Ending.INVALID_SNAPSHOT ? 1 : 0;
        }

        assertThat(refused).isGreaterThan(100);
        assertThat(secret).content().isEqualTo("secret");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .isSubsetOf("root", "stdout", "stderr", "secret", "snapshot", "forged", "stdout.unnamed-0");
        }
    }

    private record Block(Section section, byte[] bytes) {}

    private static List<Block> blocksOf(Path snapshot) throws Exception {
        List<Block> blocks = new ArrayList<>();
        try (SnapshotReader reader =
                SnapshotReader.open(snapshot, KEY, program().hash())) {
            assertThat(reader.next()).isTrue();
            for (Section section : List.of(Section.STATE, Section.MEMORY, Section.FILE)) {
                reader.read(section, (raw, length) -> blocks.add(new Block(section, Arrays.copyOf(raw, length))));
            }
        }
        return blocks;
    }

    private static void forge(List<Block> blocks, Path to, Random random) throws Exception {
        int victim = random.nextInt(blocks.size());
        try (SnapshotWriter writer = SnapshotWriter.whole(to, KEY, program().hash(), Packing.STORED)) {
            for (int i = 0; i < blocks.size(); i++) {
                byte[] bytes = blocks.get(i).bytes().clone();
                int length = bytes.length;
                if (i == victim) {
                    // Numbers and paths are at the beginning of most blocks.
                    int at = random.nextInt(Math.min(length, 120));
                    switch (random.nextInt(4)) {
                        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                        case 1 -> bytes[at] = (byte) 0xFF;
                        case 2 -> length = at;
                        default -> Arrays.fill(bytes, at, Math.min(length, at + 3), (byte) '.');
                    }
                }
                writer.block(blocks.get(i).section(), bytes, length);
            }
            writer.finish();
        }
    }
}
