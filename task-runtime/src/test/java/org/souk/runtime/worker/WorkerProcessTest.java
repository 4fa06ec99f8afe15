package org.souk.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.runtime.worker.Requests.aRunOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.souk.runtime.Ending;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;
import org.souk.testing.Patience;

/** Programs in real worker processes. One worker serves all tests that leave it alive. */
@Timeout(Patience.TEST_SECONDS)
class WorkerProcessTest {

    /** What {@code mixed 1000} uses, on every machine, Java and engine. */
    private static final long MIXED_FUEL = 6_126_581;

    /**
     * What {@code deep} uses until its calls are too deep: a frame counts as 16 and one local and two operands, 2^21 / 19
     * calls have room and take 6 instructions each, and 3 are in {@code _start}.
     */
    private static final long DEEP_FUEL = 110_377 * 6 + 3;

    @TempDir
    static Path workers;

    @TempDir
    Path directory;

    private static WorkerProcess shared;

    @BeforeAll
    static void startWorker() throws Exception {
        shared = worker();
    }

    @AfterAll
    static void stopWorker() {
        shared.close();
    }

    private static WorkerProcess worker() throws IOException, InterruptedException {
        return WorkerProcess.start(WorkerOptions.forTasksOf(64 << 20, workers));
    }

    @Test
    void tenRunsUseTheSameFuel() throws Exception {
        for (int run = 0; run < 10; run++) {
            Path own = Files.createDirectories(directory.resolve("run" + run));

            RunOutcome outcome = run(shared, aRunOf("mixed", own).with("1000").request());

            assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(7);
            assertThat(outcome.fuel()).isEqualTo(MIXED_FUEL);
        }
    }

    @Test
    void everyInstalledJavaUsesTheSameFuel() throws Exception {
        for (Path home : installedJavas()) {
            WorkerOptions own = WorkerOptions.forTasksOf(64 << 20, workers);
            WorkerOptions options = new WorkerOptions(home, own.classpath(), own.heapBytes(), workers);
            try (WorkerProcess worker = WorkerProcess.start(options)) {
                Path place = Files.createDirectories(directory.resolve(home.getFileName()));
                assertThat(run(worker, aRunOf("mixed", place).with("1000").request())
                                .fuel())
                        .as(home.toString())
                        .isEqualTo(MIXED_FUEL);
                RunOutcome endless = run(worker, aRunOf("deep", place).request());
                assertThat(endless.ending()).isEqualTo(Ending.TRAPPED);
                assertThat(endless.detail()).isEqualTo("call stack exhausted");
                assertThat(endless.fuel()).as(home.toString()).isEqualTo(DEEP_FUEL);
            }
        }
    }

    /** This Java, and of those that Linux distributions install the ones of another version from 17 on. */
    private static List<Path> installedJavas() throws IOException {
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return List.of(Path.of(System.getProperty("java.home")));
        }
        try (Stream<Path> homes = Files.list(all)) {
            return homes.filter(home -> home.getFileName().toString().matches(".*(17|21|25).*"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")) && !Files.isSymbolicLink(home))
                    .toList();
        }
    }

    @Test
    void spinningTaskIsCancelledAtOnce() throws Exception {
        CompletableFuture<RunProgress> running = new CompletableFuture<>();
        CompletableFuture<RunOutcome> outcome =
                shared.run(aRunOf("endless", directory).request(), running::complete);
        RunProgress progress = running.get();

        shared.cancel();

        assertThat(outcome.get().ending()).isEqualTo(Ending.CANCELLED);
        assertThat(outcome.get().fuel()).isGreaterThanOrEqualTo(progress.fuel());
        // One that does not obey is killed.
        assertThat(shared.isAlive()).isTrue();
    }

    @Test
    void wallLimitEndsASpinningTask() throws Exception {
        Duration limit = Duration.ofMillis(50);
        RunOutcome outcome = run(
                shared,
                aRunOf("endless", directory)
                        .within(RunLimits.DEFAULT.withWall(limit))
                        .request());

        assertThat(outcome.ending()).isEqualTo(Ending.WALL_LIMIT);
        assertThat(outcome.wall()).isGreaterThanOrEqualTo(limit.minusMillis(1));
    }

    @Test
    void suspendedTaskUsesNoCpuAndItsClockStandsStill() throws Exception {
        LinkedBlockingQueue<RunProgress> heard = new LinkedBlockingQueue<>();
        CompletableFuture<RunOutcome> outcome =
                shared.run(aRunOf("endless", directory).request(), heard::add);
        heard.take();

        shared.suspend();
        RunProgress standing = awaitStanding(heard, true);
        long stood = System.nanoTime();
        awaitRest();
        assertThat(heard).isEmpty();
        Duration pause = Duration.ofNanos(System.nanoTime() - stood);
        shared.resume();
        RunProgress going = awaitStanding(heard, false);
        shared.cancel();

        assertThat(going.fuel()).isEqualTo(standing.fuel());
        assertThat(going.wall().minus(standing.wall())).isLessThan(pause);
        assertThat(outcome.get().ending()).isEqualTo(Ending.CANCELLED);
    }

    @Test
    void suspendedTaskIsCancelledWhereItStands() throws Exception {
        LinkedBlockingQueue<RunProgress> heard = new LinkedBlockingQueue<>();
        CompletableFuture<RunOutcome> outcome =
                shared.run(aRunOf("endless", directory).request(), heard::add);
        shared.suspend();
        awaitStanding(heard, true);

        shared.cancel();

        assertThat(outcome.get().ending()).isEqualTo(Ending.CANCELLED);
        assertThat(shared.isAlive()).isTrue();
    }

    @Test
    void wallLimitDoesNotRunOutWhileATaskIsSuspended() throws Exception {
        Duration limit = Duration.ofMillis(600);
        LinkedBlockingQueue<RunProgress> heard = new LinkedBlockingQueue<>();
        CompletableFuture<RunOutcome> outcome = shared.run(
                aRunOf("endless", directory)
                        .within(RunLimits.DEFAULT.withWall(limit))
                        .request(),
                heard::add);
        heard.take();
        shared.suspend();
        awaitStanding(heard, true);
        TimeUnit.MILLISECONDS.sleep(limit.toMillis());
        assertThat(outcome).isNotDone();

        shared.resume();

        assertThat(outcome.get().ending()).isEqualTo(Ending.WALL_LIMIT);
        assertThat(outcome.get().wall()).isGreaterThanOrEqualTo(limit.minusMillis(1));
    }

    @Test
    void manyPausesChangeNeitherFuelNorOutput() throws Exception {
        String often = "40000";
        Path plain = Files.createDirectories(directory.resolve("plain"));
        RunOutcome whole = run(shared, aRunOf("mixed", plain).with(often).request());
        Path paused = Files.createDirectories(directory.resolve("paused"));
        LinkedBlockingQueue<RunProgress> heard = new LinkedBlockingQueue<>();

        CompletableFuture<RunOutcome> outcome =
                shared.run(aRunOf("mixed", paused).with(often).request(), heard::add);
        int pauses = 0;
        while (!outcome.isDone()) {
            shared.suspend();
            RunProgress progress = heard.poll(5, TimeUnit.MILLISECONDS);
            pauses += progress != null && progress.suspended() ? 1 : 0;
            shared.resume();
            shared.resume();
        }

        assertThat(pauses).isPositive();
        assertThat(outcome.get().fuel()).isEqualTo(whole.fuel());
        assertThat(outcome.get().exitCode()).isEqualTo(whole.exitCode());
        assertThat(paused.resolve("stdout")).hasSameTextualContentAs(plain.resolve("stdout"));
        assertThat(paused.resolve("root/out/sorted.txt")).hasSameTextualContentAs(plain.resolve("root/out/sorted.txt"));
    }

    private static RunProgress awaitStanding(LinkedBlockingQueue<RunProgress> heard, boolean standing)
            throws InterruptedException {
        RunProgress progress = heard.take();
        while (progress.suspended() != standing) {
            progress = heard.take();
        }
        return progress;
    }

    /** What the JVM has begun to compile may go on for a moment; a program that runs would never let it rest. */
    private static void awaitRest() throws InterruptedException {
        Duration used;
        do {
            Duration before = cpuOfWorker();
            TimeUnit.MILLISECONDS.sleep(400);
            used = cpuOfWorker().minus(before);
        } while (used.compareTo(Duration.ofMillis(50)) > 0);
    }

    private static Duration cpuOfWorker() {
        return ProcessHandle.of(shared.pid())
                .orElseThrow()
                .info()
                .totalCpuDuration()
                .orElseThrow();
    }

    @Test
    void workerServesOnAfterATrap() throws Exception {
        RunLimits tight = RunLimits.DEFAULT.withMemoryBytes(2 * 65_536);
        assertThat(run(shared, aRunOf("features", directory).within(tight).request())
                        .ending())
                .isEqualTo(Ending.TRAPPED);

        assertThat(run(shared, aRunOf("features", directory).request()).succeeded())
                .isTrue();
    }

    @Test
    void refusedModuleSaysWhy() throws Exception {
        Path script = Files.writeString(directory.resolve("script"), "#!/bin/sh");

        assertThat(run(shared, aRunOf(script, directory).request()))
                .extracting(RunOutcome::ending, RunOutcome::detail)
                .containsExactly(
                        Ending.INVALID_MODULE, "the module is not a WebAssembly module: it does not start with \\0asm");
        assertThat(shared.preload(script, "script").get()).isPresent();
    }

    @Test
    void missingModuleIsTheHostsError() throws Exception {
        RunOutcome outcome =
                run(shared, aRunOf(directory.resolve("nothing.wasm"), directory).request());

        assertThat(outcome.ending()).isEqualTo(Ending.HOST_ERROR);
    }

    @Test
    void preloadedModuleRuns() throws Exception {
        RunRequest request = aRunOf("noop", directory).request();

        assertThat(shared.preload(request.module(), request.moduleKey()).get()).isEmpty();
        assertThat(run(shared, request).succeeded()).isTrue();
    }

    @Test
    void killedWorkerIsLostWithItsTask() throws Exception {
        WorkerProcess worker = worker();
        CompletableFuture<RunProgress> running = new CompletableFuture<>();
        CompletableFuture<RunOutcome> outcome =
                worker.run(aRunOf("endless", directory).request(), running::complete);
        running.get();

        ProcessHandle.of(worker.pid()).orElseThrow().destroyForcibly();

        assertThat(outcome.get().ending()).isEqualTo(Ending.WORKER_LOST);
        assertThat(worker.isAlive()).isFalse();
        assertThat(run(worker, aRunOf("noop", directory).request()).ending()).isEqualTo(Ending.WORKER_LOST);
    }

    @Test
    void workerEndsWhenItsParentDoes() throws Exception {
        WorkerProcess worker = worker();

        worker.close();

        assertThat(worker.onExit().get()).isZero();
    }

    @Test
    void localRunNeedsNothingElse() throws Exception {
        RunOutcome outcome = LocalRun.of(
                        aRunOf("mixed", directory).request().module(),
                        List.of("1000"),
                        java.util.Optional.empty(),
                        List.of())
                .in(directory, progress -> {});

        assertThat(outcome.exitCode()).isEqualTo(7);
        assertThat(outcome.fuel()).isEqualTo(MIXED_FUEL);
        assertThat(directory.resolve("stdout")).content().contains("sorted.txt");
    }

    private static RunOutcome run(WorkerProcess worker, RunRequest request) throws Exception {
        return worker.run(request, progress -> {}).get();
    }
}
