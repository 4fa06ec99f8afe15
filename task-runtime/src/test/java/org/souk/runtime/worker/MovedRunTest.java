package org.souk.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.runtime.worker.Requests.aRunOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.souk.runtime.Ending;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;
import org.souk.runtime.SnapshotOrder;
import org.souk.runtime.SnapshotResult;
import org.souk.runtime.snapshot.GrowingFile;
import org.souk.runtime.snapshot.SnapshotKey;
import org.souk.testing.Patience;

/** Runs that go from one worker process to another. */
@Timeout(Patience.TEST_SECONDS)
class MovedRunTest {

    private static final SnapshotKey KEY = SnapshotKey.random();

    @TempDir
    Path directory;

    private WorkerProcess worker() throws Exception {
        return WorkerProcess.start(WorkerOptions.forTasksOf(64 << 20, directory));
    }

    /** First everything while it runs, then what has changed meanwhile; at the target it comes in pieces. */
    @Test
    void runIsRestoredWhileItsSnapshotArrivesAndGoesOnElsewhere() throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        Path abroad = Files.createDirectories(directory.resolve("abroad"));
        Path file = directory.resolve("snapshot");
        Path arrived = abroad.resolve("snapshot");
        RunOutcome whole;
        try (WorkerProcess worker = worker()) {
            whole = worker.run(aRunOf("mixed", home).with("40000").request(), p -> {})
                    .get();
        }
        RunRequest leaving = aRunOf("mixed", directory).with("40000").request().savedWith(KEY);
        RunRequest arriving =
                aRunOf("mixed", abroad).with("40000").request().savedWith(KEY).from(arrived);
        try (WorkerProcess source = worker();
                WorkerProcess target = worker()) {
            CompletableFuture<RunOutcome> left = source.run(leaving, progress -> {});
            SnapshotOrder order = SnapshotOrder.to(file).uncompressed();
            SnapshotResult.Taken ahead = (SnapshotResult.Taken)
                    source.snapshot(order.afterSlices(10)).get();
            SnapshotResult.Taken last = (SnapshotResult.Taken)
                    source.snapshot(order.changesOnly().afterSlices(30).andStand())
                            .get();
            assertThat(last.records()).isEqualTo(2);
            assertThat(left).isNotDone();

            LinkedBlockingQueue<RunProgress> heard = new LinkedBlockingQueue<>();
            Files.createFile(arrived);
            GrowingFile growth = new GrowingFile();
            CompletableFuture<RunOutcome> outcome = target.runArriving(arriving, growth, heard::add);
            byte[] snapshot = Files.readAllBytes(file);
            for (int end : List.of(10, 1000, (int) ahead.bytes(), (int) ahead.bytes() + 300, snapshot.length)) {
                Files.write(arrived, Arrays.copyOf(snapshot, end));
                growth.grown(end, false);
            }
            growth.grown(snapshot.length, true);
            RunProgress restored = heard.take();
            assertThat(restored.suspended()).isTrue();
            assertThat(restored.fuel()).isEqualTo(last.fuel()).isGreaterThan(ahead.fuel());
            source.cancel();
            target.resume();

            assertThat(left.get().ending()).isEqualTo(Ending.CANCELLED);
            assertThat(outcome.get()).returns(whole.exitCode(), RunOutcome::exitCode);
            assertThat(outcome.get().fuel()).isEqualTo(whole.fuel());
        }
        assertThat(abroad.resolve("stdout")).hasSameTextualContentAs(home.resolve("stdout"));
        assertThat(abroad.resolve("root/out/sorted.txt")).hasSameTextualContentAs(home.resolve("root/out/sorted.txt"));
    }

    @Test
    void limitCountsTheTimeBeforeTheSnapshot() throws Exception {
        Path file = directory.resolve("snapshot");
        RunLimits brief = RunLimits.DEFAULT.withWall(Duration.ofSeconds(4));
        RunRequest request = aRunOf(
                        Path.of("..", "lab", "programs", "roam.wasm").toAbsolutePath(), directory)
                .with("1", "100000000")
                .within(brief)
                .request()
                .savedWith(KEY);
        Duration ran = Duration.ZERO;
        try (WorkerProcess worker = worker()) {
            CompletableFuture<RunOutcome> killed = worker.run(request, progress -> {});
            while (ran.toMillis() < 2000) {
                SnapshotResult result = worker.snapshot(SnapshotOrder.to(file)).get();
                assertThat(result).as("%s", killed.getNow(null)).isInstanceOf(SnapshotResult.Taken.class);
                ran = ((SnapshotResult.Taken) result).wall();
            }
        }
        try (WorkerProcess worker = worker()) {
            RunOutcome outcome = worker.run(request.from(file), progress -> {}).get();

            assertThat(outcome.ending()).isEqualTo(Ending.WALL_LIMIT);
            assertThat(outcome.wall()).isBetween(brief.wall(), brief.wall().plus(ran));
        }
    }

    @Test
    void snapshotThatEndsInTheMiddleIsRefused() throws Exception {
        Path file = directory.resolve("snapshot");
        RunRequest request = aRunOf("mixed", directory).with("1000").request().savedWith(KEY);
        try (WorkerProcess worker = worker()) {
            CompletableFuture<RunOutcome> left = worker.run(request, progress -> {});
            worker.snapshot(SnapshotOrder.to(file)).get();
            left.get();

            GrowingFile growth = new GrowingFile();
            growth.grown(Files.size(file) - 1, true);
            CompletableFuture<RunOutcome> outcome = worker.runArriving(request.from(file), growth, progress -> {});

            assertThat(outcome.get())
                    .returns(Ending.INVALID_SNAPSHOT, RunOutcome::ending)
                    .returns("the snapshot is truncated", RunOutcome::detail);
        }
    }

    @Test
    void runWhoseSnapshotNeverArrivesCanBeCancelled() throws Exception {
        Path file = Files.createFile(directory.resolve("snapshot"));
        RunRequest request = aRunOf("mixed", directory).with("1000").request().savedWith(KEY);
        try (WorkerProcess worker = worker()) {
            // What is being compiled does not hear a cancellation.
            worker.preload(request.module(), request.moduleKey()).get();
            CompletableFuture<RunOutcome> outcome =
                    worker.runArriving(request.from(file), new GrowingFile(), progress -> {});
            worker.cancel();

            assertThat(outcome.get().ending()).isEqualTo(Ending.CANCELLED);
        }
    }

    @Test
    void abortedMoveLeavesTheRunAsItWas() throws Exception {
        try (WorkerProcess worker = worker()) {
            CompletableFuture<RunOutcome> outcome =
                    worker.run(aRunOf("mixed", directory).with("1000").request().savedWith(KEY), progress -> {});
            worker.snapshot(SnapshotOrder.to(directory.resolve("snapshot")).andStand())
                    .get();
            // Saved again where it stands, and then told to go on.
            worker.snapshot(SnapshotOrder.to(directory.resolve("snapshot")).changesOnly())
                    .get();
            assertThat(outcome).isNotDone();
            worker.resume();

            assertThat(outcome.get().exitCode()).isEqualTo(7);
            assertThat(outcome.get().fuel()).isEqualTo(6_126_581);
        }
    }

    @Test
    void sleeperIsSavedInItsSleepAndWakesElsewhere() throws Exception {
        Path file = directory.resolve("snapshot");
        RunRequest request = aRunOf("sleeper", directory).request().savedWith(KEY);
        try (WorkerProcess worker = worker()) {
            LinkedBlockingQueue<RunProgress> heard = new LinkedBlockingQueue<>();
            worker.run(request, heard::add);
            heard.take();
            assertThat(worker.snapshot(SnapshotOrder.to(file)).get()).isInstanceOf(SnapshotResult.Taken.class);
        }
        try (WorkerProcess worker = worker()) {
            RunOutcome outcome = worker.run(request.from(file), progress -> {}).get();

            // It slept for a second by its own clock, which went on where it was.
            assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
            assertThat(outcome.wall().toMillis()).isBetween(1000L, 1900L);
        }
    }

    @Test
    void snapshotOfNothingFails() throws Exception {
        try (WorkerProcess worker = worker()) {
            assertThat(worker.snapshot(SnapshotOrder.to(directory.resolve("x"))).get())
                    .isEqualTo(new SnapshotResult.Failed("nothing runs"));
        }
    }
}
