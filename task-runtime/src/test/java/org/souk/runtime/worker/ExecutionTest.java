package org.souk.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.souk.runtime.worker.Requests.aRunOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.runtime.Ending;
import org.souk.runtime.Mount;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunRequest;
import org.souk.runtime.TestPrograms;
import org.souk.runtime.module.Refused;

/** Programs in this process, without a worker around them. */
class ExecutionTest {

    @TempDir
    Path directory;

    @Test
    void programReadsWritesAndExits() throws Exception {
        RunOutcome outcome = run(aRunOf("mixed", directory).with("100").readingFrom("one\ntwo\n"));

        assertThat(outcome.ending()).isEqualTo(Ending.EXITED);
        assertThat(outcome.exitCode()).isEqualTo(7);
        assertThat(directory.resolve("stdout"))
                .content()
                .startsWith(".\n..\nsorted.txt\ntotal ")
                .endsWith("read: one\nread: two\n");
        assertThat(Files.readAllLines(directory.resolve("root/out/sorted.txt"))).hasSize(100);
    }

    @Test
    void interpreterCountsTheSameFuel() throws Exception {
        RunRequest request = aRunOf("mixed", directory).with("50").request();

        RunOutcome compiled = new Execution(request).run(Program.compiled(TestPrograms.bytes("mixed")));
        Files.delete(directory.resolve("root/out/sorted.txt"));
        Files.delete(directory.resolve("root/out"));
        RunOutcome interpreted = new Execution(request).run(Program.interpreted(TestPrograms.bytes("mixed")));

        assertThat(interpreted.fuel()).isEqualTo(compiled.fuel()).isPositive();
    }

    @Test
    void programStaysInItsFilesAndItsQuota() throws Exception {
        Path input = Files.createDirectories(directory.resolve("input"));
        Files.writeString(input.resolve("data.txt"), "data");
        Files.writeString(directory.resolve("secret"), "secret");
        RunRequest request = aRunOf("escape", directory)
                .seeing(Mount.readOnly(input, "/in"))
                .within(RunLimits.DEFAULT.withStorageBytes(64 << 10).withFuel(100_000_000))
                .request();
        Files.createSymbolicLink(request.root().resolve("link"), directory.resolve("secret"));
        Files.createSymbolicLink(request.root().resolve("linkdir"), directory);
        Files.writeString(request.root().resolve("own.txt"), "own");

        RunOutcome outcome = new Execution(request).run(Program.compiled(TestPrograms.bytes("escape")));

        assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
        assertThat(outcome.storageRefused()).isTrue();
        assertThat(Files.readAllLines(directory.resolve("stdout")))
                .containsExactly(
                        "open /../secret: Capabilities insufficient",
                        "open ../secret: Capabilities insufficient",
                        "open /etc/passwd: No such file or directory",
                        "open /a/../../secret: No such file or directory",
                        "open /link: Symbolic link loop",
                        "open /linkdir/secret: Symbolic link loop",
                        "open /in/data.txt: done",
                        "write read-only: Read-only file system",
                        "create read-only: Read-only file system",
                        "unlink mount: Read-only file system",
                        "rename mount: Resource busy",
                        "symlink: Not supported",
                        "hard link: Not supported",
                        "rename out: Capabilities insufficient",
                        "mkdir: done",
                        "rename into itself: Invalid argument",
                        "rmdir: done",
                        "sparse: No space left on device",
                        // the quota without the file's own entry
                        "wrote " + ((64 << 10) - 512) + ": No space left on device",
                        "unlink open: done",
                        "quota is held: No space left on device",
                        "quota is back: done",
                        // 256 without the three streams, the root and two for /more
                        "opened 250: No file descriptors available");
        assertThat(input.resolve("data.txt")).content().isEqualTo("data");
        assertThat(directory.resolve("secret")).content().isEqualTo("secret");
    }

    @Test
    void whatALibraryOffersWorks() throws Exception {
        RunOutcome outcome = run(aRunOf("system", directory).with("a", "b c"));

        assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(3);
        assertThat(directory.resolve("stderr")).content().isEqualTo("to standard error\n");
        assertThat(Files.readAllLines(directory.resolve("stdout")))
                .containsExactly(
                        "argument task",
                        "argument a",
                        "argument b c",
                        "LANG C, HOME not set",
                        "terminal 0",
                        "char at 3 51",
                        "char at end 57",
                        "stat 0",
                        "size 12",
                        "regular 1",
                        "truncate 0",
                        "size 5",
                        "directory 1",
                        "pwrite 2",
                        "pread 5",
                        "text 0XY34",
                        "position 0",
                        "sync 0",
                        "close 0",
                        "close again -1",
                        "exclusive -1",
                        "a file is no directory 1",
                        "read a directory 1",
                        "rmdir full 1",
                        "chdir 0",
                        "relative 0",
                        "seek a stream 1",
                        "sleep 0",
                        "slept 1",
                        "after 2020 1",
                        "poll 1",
                        // SplitMix64 from the seed 42
                        "random bdd732262feb6e95 28efe333b266f103",
                        "end of input 1");
    }

    @Test
    void mountedFileIsSeenWhereItIsMounted() throws Exception {
        Path data = Files.writeString(directory.resolve("data.txt"), "data");

        RunOutcome outcome = run(aRunOf("escape", directory).seeing(Mount.readOnly(data, "/in/data.txt")));

        assertThat(outcome.succeeded()).isTrue();
        assertThat(Files.readAllLines(directory.resolve("stdout")))
                .contains(
                        "open /in/data.txt: done",
                        "write read-only: Read-only file system",
                        "unlink mount: Resource busy",
                        "rename mount: Resource busy");
    }

    @Test
    void fuelLimitEndsTheRun() throws Exception {
        RunOutcome outcome = run(aRunOf("endless", directory).within(RunLimits.DEFAULT.withFuel(1_000_000)));

        assertThat(outcome.ending()).isEqualTo(Ending.FUEL_EXHAUSTED);
        assertThat(outcome.fuel()).isEqualTo(1_000_000);
    }

    @Test
    void outputLimitEndsTheRunAndKeepsTheBeginning() throws Exception {
        RunOutcome outcome = run(aRunOf("chatty", directory).within(RunLimits.DEFAULT.withOutputBytes(10)));

        assertThat(outcome.ending()).isEqualTo(Ending.OUTPUT_LIMIT);
        assertThat(outcome.detail()).contains("10 bytes");
        assertThat(directory.resolve("stdout")).content().isEqualTo("hello\nhell");
    }

    @Test
    void memoryLimitIsTheProgramsToHandle() throws Exception {
        // Two pages more than the one at the start are wanted; without them the program traps.
        RunOutcome outcome = run(aRunOf("features", directory).within(RunLimits.DEFAULT.withMemoryBytes(2 * 65_536)));

        assertThat(outcome.ending()).isEqualTo(Ending.TRAPPED);
        assertThat(outcome.peakMemoryBytes()).isEqualTo(65_536);
    }

    @Test
    void allowedMemoryCanBeHadToTheLastPage() throws Exception {
        RunOutcome outcome = run(aRunOf("hoard", directory).within(RunLimits.DEFAULT.withMemoryBytes(100 * 65_536)));

        assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(100);
        assertThat(outcome.peakMemoryBytes()).isEqualTo(100 * 65_536);
    }

    @Test
    void aRunLeavesNothingToTheNextOne() throws Exception {
        Program program = Program.compiled(TestPrograms.bytes("features"));
        RunRequest request = aRunOf("features", directory).request();

        RunOutcome first = new Execution(request).run(program);
        RunOutcome second = new Execution(request).run(program);

        assertThat(first.succeeded()).isTrue();
        assertThat(second.succeeded()).isTrue();
        assertThat(second.fuel()).isEqualTo(first.fuel());
    }

    @Test
    void programThatStartsTooLargeIsRefused() throws Exception {
        RunOutcome outcome = run(aRunOf("mixed", directory).within(RunLimits.DEFAULT.withMemoryBytes(65_536)));

        assertThat(outcome.ending()).isEqualTo(Ending.INVALID_MODULE);
        assertThat(outcome.detail()).contains("65536");
    }

    @Test
    void missingInputIsTheHostsError() throws Exception {
        RunOutcome outcome = run(aRunOf("noop", directory).seeing(Mount.readOnly(directory.resolve("nowhere"), "/in")));

        assertThat(outcome.ending()).isEqualTo(Ending.HOST_ERROR);
        assertThat(outcome.detail()).contains("nowhere");
    }

    /** Elsewhere the disk would not have been full, so the program must not learn of it. */
    @Test
    void fullDiskIsTheHostsErrorAndNotTheProgramsAnswer() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "only Linux has a file that is always full");
        RunRequest request = aRunOf("chatty", directory).request();
        RunRequest.Streams streams =
                new RunRequest.Streams(Optional.empty(), full, request.streams().stderr());

        RunOutcome outcome = new Execution(new RunRequest(
                        request.module(),
                        request.moduleKey(),
                        request.arguments(),
                        request.environment(),
                        streams,
                        request.root(),
                        request.mounts(),
                        request.limits(),
                        request.randomSeed()))
                .run(Program.compiled(TestPrograms.bytes("chatty")));

        assertThat(outcome.ending()).as(outcome.toString()).isEqualTo(Ending.HOST_ERROR);
        assertThat(outcome.detail()).contains("No space left");
    }

    @Test
    void stopBeforeTheStartCounts() throws Exception {
        Execution execution = new Execution(aRunOf("endless", directory)
                .within(RunLimits.DEFAULT.withWall(Duration.ofDays(1)))
                .request());
        execution.stop(Ending.CANCELLED);

        RunOutcome outcome = execution.run(Program.compiled(TestPrograms.bytes("endless")));

        assertThat(outcome.ending()).isEqualTo(Ending.CANCELLED);
        assertThat(Thread.interrupted()).isFalse();
    }

    private static RunOutcome run(Requests requests) throws IOException, Refused {
        RunRequest request = requests.request();
        return new Execution(request).run(Program.compiled(Files.readAllBytes(request.module())));
    }
}
