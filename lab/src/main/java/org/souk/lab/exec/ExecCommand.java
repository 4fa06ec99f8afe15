package org.souk.lab.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.souk.cli.local.Teardown;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.Output;
import org.souk.lab.TemporaryFolder;
import org.souk.runtime.Ending;
import org.souk.runtime.Mount;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunRequest;
import org.souk.runtime.worker.WorkerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code souk lab exec}: runs one module in a worker process, metered as on a node. It succeeds when the program ran
 * through, whatever its exit code.
 */
@Command(
        name = "exec",
        description = "Run one module in the worker that a node uses, without a market, and count its fuel.",
        sortOptions = false)
public final class ExecCommand implements Callable<Integer> {
    private static final long MIB = 1L << 20;

    @Parameters(paramLabel = "MODULE.wasm", description = "A WASI preview 1 command.")
    private Path module;

    @Option(names = "--arg", paramLabel = "TEXT", description = "An argument of the program; may be repeated.")
    private List<String> arguments = List.of();

    @Option(names = "--env", paramLabel = "K=V", description = "A variable of its environment; may be repeated.")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(names = "--stdin", paramLabel = "FILE", description = "Its standard input (default: empty).")
    private Path stdin;

    @Option(
            names = "--dir",
            paramLabel = "HOST:GUEST",
            converter = GuestDirectoryConverter.class,
            description = "A folder that it can read and write, or a file that it can read; may be repeated.")
    private List<GuestDirectory> directories = List.of();

    @Option(names = "--ram-mb", paramLabel = "MIB", description = "Its memory (default: ${DEFAULT-VALUE}).")
    private int ramMib = 256;

    @Option(names = "--fuel-limit", paramLabel = "N", description = "The most fuel it may use (default: 10^12).")
    private long fuelLimit = RunLimits.DEFAULT.fuel();

    @Option(names = "--wall-limit", paramLabel = "SECONDS", description = "Default: ${DEFAULT-VALUE}.")
    private int wallSeconds = 3600;

    @Option(
            names = "--clock-start",
            paramLabel = "INSTANT",
            description =
                    "What the program's clock shows when it begins (default: ${DEFAULT-VALUE}). From there it goes"
                            + " on by a nanosecond for each fuel, and by the program's sleeps.")
    private Instant clockStart = RunRequest.DEFAULT_CLOCK_START;

    @Option(
            names = "--java",
            paramLabel = "HOME",
            description = "The Java of the worker (default: the one this runs on); with --suspend-every it may be"
                    + " repeated, and they take turns (default: 17 and 25, as far as they are installed).")
    private List<Path> javaHomes = List.of();

    @Option(
            names = "--suspend-every",
            paramLabel = "SLICES",
            description = "Suspend the program whenever it has run for so many slices of 5,000,000 fuel, kill its"
                    + " process and go on in another one.")
    private long suspendEvery;

    @Mixin
    private Output output;

    private int suspensions;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        try (Teardown teardown = new Teardown()) {
            TemporaryFolder folder = teardown.add(TemporaryFolder.create("souk-exec-"));
            RunOutcome outcome = run(folder.path());
            if (outcome.ending() != Ending.EXITED) {
                throw new ExperimentFailed(module.getFileName() + " did not run through: " + outcome.ending()
                        + (outcome.detail().isEmpty() ? "" : ", " + outcome.detail()));
            }
            output.report(
                    new ExecReport(
                            outcome.exitCode(),
                            outcome.fuel(),
                            sha256(folder.path().resolve("stdout")),
                            outcome.wall().toNanos() / 1e9,
                            suspensions),
                    ExecCommand::print);
        }
        return 0;
    }

    private void check() {
        if (!Files.isRegularFile(module)) {
            throw new ExperimentFailed("there is no module " + module);
        }
        if (stdin != null && !Files.isRegularFile(stdin)) {
            throw new ExperimentFailed("--stdin: there is no file " + stdin);
        }
        for (Path home : javaHomes) {
            if (!Files.isExecutable(home.resolve("bin/java"))) {
                throw new ExperimentFailed("--java: " + home + " has no bin/java");
            }
        }
        if (suspendEvery < 0) {
            throw new ExperimentFailed("--suspend-every: must be positive");
        }
        directories.forEach(GuestDirectory::check);
    }

    private RunOutcome run(Path folder) throws IOException, InterruptedException {
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        RunRequest request = request(folder, new RunRequest.Streams(absolute(stdin), out, err));
        List<FollowedFile> outputs =
                List.of(new FollowedFile(out, output.forPeople()), new FollowedFile(err, System.err));
        Interruptions interruptions = new Interruptions(workers(folder), suspendEvery, outputs);
        RunOutcome outcome = interruptions.run(request, folder.resolve("snapshot"));
        suspensions = interruptions.suspensions();
        return outcome;
    }

    private RunRequest request(Path folder, RunRequest.Streams streams) throws IOException {
        Path root = directories.stream()
                .filter(GuestDirectory::isRoot)
                .map(d -> d.host().toAbsolutePath())
                .reduce((first, last) -> last)
                .orElse(Files.createDirectory(folder.resolve("root")));
        List<Mount> mounts = directories.stream()
                .filter(d -> !d.isRoot())
                .map(GuestDirectory::mount)
                .toList();
        try {
            return new RunRequest(
                            module.toAbsolutePath(),
                            sha256(module),
                            arguments,
                            environment,
                            streams,
                            root,
                            mounts,
                            limits(),
                            0)
                    .startingAt(clockStart);
        } catch (IllegalArgumentException e) {
            throw new ExperimentFailed(e.getMessage(), e);
        }
    }

    private RunLimits limits() {
        return RunLimits.DEFAULT
                .withMemoryBytes(ramMib * MIB)
                .withFuel(fuelLimit)
                .withWall(Duration.ofSeconds(wallSeconds));
    }

    /** One for each Java that takes its turn. */
    private List<WorkerOptions> workers(Path folder) throws IOException {
        List<Path> homes = javaHomes.isEmpty() ? turns() : javaHomes;
        return homes.stream()
                .map(home -> new WorkerOptions(
                        home.toAbsolutePath(),
                        WorkerOptions.ownClasspath(),
                        WorkerOptions.heapFor(ramMib * MIB),
                        folder))
                .toList();
    }

    private List<Path> turns() throws IOException {
        return suspendEvery == 0
                ? List.of(Path.of(System.getProperty("java.home")))
                : JavaHomes.ofVersions(List.of(17, 25));
    }

    /** To standard error: standard output is the program's. */
    private static void print(ExecReport report) {
        System.err.printf(
                "%nexit code  %d%nfuel       %,d%nstdout     sha256 %s%ntime       %.3f s%nsuspended  %d times%n",
                report.exitCode(), report.fuel(), report.stdoutSha256(), report.wallSeconds(), report.suspensions());
    }

    private static Optional<Path> absolute(Path path) {
        return Optional.ofNullable(path).map(Path::toAbsolutePath);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
