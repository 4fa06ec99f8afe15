package org.souk.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.souk.runtime.Javas;
import org.souk.runtime.RealPrograms;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunRequest;
import org.souk.runtime.SnapshotOrder;
import org.souk.runtime.SnapshotResult;
import org.souk.runtime.snapshot.SnapshotKey;
import org.souk.testing.Patience;

/**
 * Real programs whose processes are killed again and again: each goes on in another process, on JDK 17 and 25 in turn where both
 * are installed, and neither its answer nor its fuel shows anything of it.
 */
@Tag("long")
@Timeout(Patience.TEST_SECONDS)
class KilledProgramsTest {
    private static final long SLICE = 5_000_000;
    private static final int AT_A_TIME = 2;
    private static final int KILLS = 2;

    @TempDir
    static Path directory;

    private final ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    /** All that anybody sees of a run, but how long it took. */
    private record Seen(int exitCode, long fuel, String output, String errors) {}

    private record Journey(Seen undisturbed, Seen killed, int kills) {}

    @TestFactory
    Stream<DynamicTest> killedProgramAnswersTheSame() throws IOException {
        List<Path> javas = Javas.ownAnd(17, 25);
        if (javas.size() == 1) {
            System.out.println("KilledProgramsTest: JDK 17 and 25 are not both in /usr/lib/jvm, so that only "
                    + javas.get(0) + " is tried");
        }
        List<WorkerOptions> workers =
                javas.stream().map(KilledProgramsTest::worker).toList();
        return programs().map(program -> test(program, pool.submit(() -> travel(program, workers)))).toList().stream();
    }

    /** All of them, each once, for compiling Go takes long; one that keeps a diary does so after its case. */
    private static Stream<RealPrograms.Case> programs() throws IOException {
        Set<String> diaries =
                RealPrograms.diaries().map(RealPrograms.Case::name).collect(Collectors.toSet());
        return Stream.concat(
                RealPrograms.diaries(), RealPrograms.cases().filter(program -> !diaries.contains(program.name())));
    }

    private static WorkerOptions worker(Path java) {
        return new WorkerOptions(
                java, WorkerOptions.ownClasspath(), WorkerOptions.heapFor(RunLimits.DEFAULT.memoryBytes()), directory);
    }

    private static DynamicTest test(RealPrograms.Case program, Future<Journey> journey) {
        return DynamicTest.dynamicTest(program + " " + String.join(" ", program.arguments()), () -> {
            Journey made = journey.get();
            assertThat(made.undisturbed.exitCode).isEqualTo(program.exitCode());
            assertThat(made.killed).isEqualTo(made.undisturbed);
            assertThat(made.kills).isBetween(1, KILLS + 1);
        });
    }

    private static Journey travel(RealPrograms.Case program, List<WorkerOptions> workers) throws Exception {
        RunRequest whole = program.request(folder(program, "whole"));
        Seen undisturbed;
        try (WorkerProcess worker = WorkerProcess.start(workers.get(0))) {
            undisturbed = seen(worker.run(whole, progress -> {}).get(), whole);
        }
        long every = Math.max(1, (undisturbed.fuel / SLICE + KILLS) / KILLS);
        RunRequest savable = program.request(folder(program, "killed")).savedWith(SnapshotKey.random());
        Path file = savable.root().resolveSibling("snapshot");
        RunRequest next = savable;
        for (int kills = 0; ; kills++) {
            // A new process has to load the program first, so that its order is there before a short program is over.
            try (WorkerProcess worker = WorkerProcess.start(workers.get(kills % workers.size()))) {
                CompletableFuture<RunOutcome> outcome = worker.run(next, progress -> {});
                SnapshotResult saved = worker.snapshot(
                                SnapshotOrder.to(file).afterSlices(every).andStand())
                        .get();
                if (saved instanceof SnapshotResult.Failed failed) {
                    assertThat(failed.reason()).isEqualTo(SnapshotResult.RUN_ENDED);
                    return new Journey(undisturbed, seen(outcome.get(), savable), kills);
                }
                worker.kill();
                worker.onExit().get();
                next = savable.from(file);
            }
        }
    }

    private static Path folder(RealPrograms.Case program, String how) throws IOException {
        return Files.createDirectories(directory.resolve(how + "-" + program.name()));
    }

    private static Seen seen(RunOutcome outcome, RunRequest request) throws IOException {
        assertThat(outcome.exitCode()).as(outcome.toString()).isNotNegative();
        return new Seen(
                outcome.exitCode(),
                outcome.fuel(),
                Files.readString(request.streams().stdout()),
                Files.readString(request.streams().stderr()));
    }
}
