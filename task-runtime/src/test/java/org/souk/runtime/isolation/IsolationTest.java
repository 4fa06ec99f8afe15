package org.souk.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.runtime.Ending;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunRequest;
import org.souk.runtime.TestPrograms;
import org.souk.runtime.worker.WorkerOptions;
import org.souk.runtime.worker.WorkerOptions.Enclosure;
import org.souk.runtime.worker.WorkerProcess;
import org.souk.testing.Patience;

class IsolationTest {

    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final Isolation STRONGEST = Isolation.strongest(JAVA);

    @TempDir
    Path folder;

    @Test
    void levelNamesWhatWorks() {
        assertThat(STRONGEST.level()).isIn("jvm", "cgroup", "bubblewrap", "bubblewrap+cgroup");
        assertThat(Isolation.NONE.level()).isEqualTo("jvm");
    }

    @Test
    void workerRunsAndDiesWhateverHoldsIt() throws Exception {
        Path workers = Files.createDirectory(folder.resolve("workers"));
        Path runs = Files.createDirectory(folder.resolve("runs"));
        Path module = TestPrograms.file("noop");
        Enclosure enclosure = new Enclosure(STRONGEST, List.of(module.getParent()), List.of(runs));
        WorkerProcess worker =
                WorkerProcess.start(WorkerOptions.forTasksOf(16 << 20, workers).in(enclosure));
        assertThat(worker.run(request(module, runs), progress -> {}).get().succeeded())
                .isTrue();
        ProcessHandle itself = ProcessHandle.of(worker.pid()).orElseThrow();
        assertThat(itself.info().command().orElse("")).endsWith("java");

        RunOutcome lost = kill(worker, request(TestPrograms.file("endless"), runs));

        assertThat(lost.ending()).isEqualTo(Ending.WORKER_LOST);
        itself.onExit().get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    private static RunOutcome kill(WorkerProcess worker, RunRequest endless) throws Exception {
        java.util.concurrent.CompletableFuture<Void> runs = new java.util.concurrent.CompletableFuture<>();
        java.util.concurrent.CompletableFuture<RunOutcome> outcome =
                worker.run(endless, progress -> runs.complete(null));
        runs.get(Patience.SECONDS, TimeUnit.SECONDS);
        worker.kill();
        return outcome.get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    private static RunRequest request(Path module, Path runs) throws Exception {
        Path run = Files.createTempDirectory(runs, "run");
        return new RunRequest(
                module,
                module.toString(),
                List.of(),
                Map.of(),
                new RunRequest.Streams(Optional.empty(), run.resolve("stdout"), run.resolve("stderr")),
                Files.createDirectory(run.resolve("root")),
                List.of(),
                RunLimits.DEFAULT.withMemoryBytes(16 << 20),
                0);
    }

    @Test
    void namespacesHideWhatIsNotInView() throws Exception {
        Optional<Bubblewrap> bubblewrap = Bubblewrap.found(JAVA);
        assumeTrue(bubblewrap.isPresent(), "bubblewrap does not work here");
        Path seen = Files.writeString(folder.resolve("seen"), "seen");
        Files.writeString(folder.resolve("hidden"), "hidden");
        Isolation.View view = new Isolation.View(JAVA, List.of(seen), List.of());

        String said = SandboxProbe.outputOf(bubblewrap
                        .get()
                        .around(
                                List.of(
                                        "/bin/sh",
                                        "-c",
                                        "cat " + seen + "; echo; cat " + folder.resolve("hidden")
                                                + " 2>/dev/null || echo gone; echo x 2>/dev/null >" + seen
                                                + " || echo protected; ls -d /proc/[0-9]* | wc -l; wc -l </proc/net/dev"),
                                view))
                .orElseThrow();

        // itself, its init, ls and wc; two lines of heading and the loopback
        assertThat(said.lines().toList().subList(0, 3)).containsExactly("seen", "gone", "protected");
        assertThat(Integer.parseInt(said.lines().toList().get(3).trim())).isLessThan(8);
        assertThat(said.lines().toList().get(4).trim()).isEqualTo("3");
        assertThat(seen).content().isEqualTo("seen");
    }

    @Test
    void groupEndsWhoTakesTooMuchMemory() throws Exception {
        Optional<ControlGroups> groups = ControlGroups.found();
        assumeTrue(groups.isPresent(), "control groups cannot be made here");
        ControlGroups.Group group = groups.get().create(96L << 20);
        try {
            String java = JAVA.resolve("bin/java").toString();
            List<String> small = List.of(java, "-Xmx32m", "-XX:TieredStopAtLevel=1", "-version");
            List<String> large =
                    List.of(java, "-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1", "-version");

            assertThat(SandboxProbe.outputOf(group.around(small))).isPresent();
            assertThat(SandboxProbe.outputOf(group.around(large))).isEmpty();
        } finally {
            group.remove();
        }
    }
}
