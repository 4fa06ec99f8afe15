package org.souk.lab.escape;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.souk.runtime.Ending;
import org.souk.runtime.Mount;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunRequest;
import org.souk.runtime.worker.WorkerOptions;
import org.souk.runtime.worker.WorkerProcess;

/**
 * Makes attempts in a worker, as a node would run them, beside a worker of a neighbour whose task must not notice. The
 * same worker serves on after an attempt as long as it lives.
 */
final class Prison implements AutoCloseable {

    /** What a worker takes besides its heap: the virtual machine, its compilers, the code that they made, stacks. */
    private static final long OVERHEAD_BYTES = 400L << 20;

    /** After it an attempt is given up. */
    private static final long PATIENCE_SECONDS = 60;

    /** How much longer than its wall-clock limit a run may take, most of which is the compilation of its module. */
    private static final long GRACE_SECONDS = 15;

    private static final long NEIGHBOUR_PATIENCE_SECONDS = 20;
    private static final int OWN_DESCRIPTORS = 16;
    private static final long MIB = 1L << 20;

    private final Path folder;
    private final Path module;
    private final WorkerOptions options;
    private final WorkerProcess neighbour;
    private WorkerProcess worker;
    private int made;

    Prison(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        module = folder.resolve("prisoner.wasm");
        try (InputStream prisoner = Prison.class.getResourceAsStream("prisoner.wasm")) {
            Files.copy(prisoner, module);
        }
        options = WorkerOptions.forTasksOf(Attempts.LIMITS.memoryBytes(), folder);
        worker = WorkerProcess.start(options);
        neighbour = WorkerProcess.start(options);
        honest(neighbour).ifPresent(wrong -> {
            throw new IllegalStateException("an honest task fails before any attempt: " + wrong);
        });
    }

    /** Makes an attempt and judges it. */
    Verdict make(Attempt attempt) throws IOException, InterruptedException {
        if (!worker.isAlive()) {
            worker = WorkerProcess.start(options);
        }
        Path path = Files.createDirectory(folder.resolve("cell" + ++made));
        String secret = "canary-" + HexFormat.of().toHexDigits(System.nanoTime());
        Cell cell = Cell.in(path, secret);
        attempt.preparation().in(cell.root(), cell.path());
        RunRequest request = request(attempt, cell);
        long began = System.nanoTime();
        List<String> wrong = new ArrayList<>();
        String outcome;
        long resident;
        try (ProcessWatch watch = new ProcessWatch(worker.pid())) {
            CompletableFuture<RunOutcome> run = worker.run(request, progress -> {});
            honest(neighbour).ifPresent(problem -> wrong.add("the neighbour's task suffered: " + problem));
            outcome = outcomeOf(run, attempt, wrong);
            resident = watch.residentBytes();
            judge(watch, attempt, wrong);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (seconds > attempt.limits().wall().toSeconds() + GRACE_SECONDS) {
            wrong.add("it took " + Math.round(seconds) + " s of the "
                    + attempt.limits().wall().toSeconds() + " that it has");
        }
        judge(cell, attempt, wrong);
        judgeNext(wrong);
        boolean contained = wrong.isEmpty();
        return new Verdict(
                attempt.name(),
                attempt.tried(),
                contained ? outcome : outcome + "; " + String.join("; ", wrong),
                contained,
                seconds,
                resident / MIB);
    }

    private RunRequest request(Attempt attempt, Cell cell) throws IOException {
        Path program = attempt.program().module(module, folder.resolve("bomb" + made + ".wasm"));
        List<String> arguments = attempt.program().arguments(cell.path().resolve("secret"));
        return new RunRequest(
                program,
                program.getFileName().toString(),
                arguments,
                Map.of("GIVEN", "variable"),
                new RunRequest.Streams(Optional.empty(), cell.stdout(), cell.stderr()),
                cell.root(),
                List.of(Mount.readOnly(cell.input(), "/in/data")),
                attempt.limits(),
                made);
    }

    private String outcomeOf(CompletableFuture<RunOutcome> run, Attempt attempt, List<String> wrong)
            throws InterruptedException {
        try {
            RunOutcome outcome = run.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (outcome.fuel() > attempt.limits().fuel()) {
                wrong.add("it used more fuel than it may");
            }
            if (outcome.peakMemoryBytes() > attempt.limits().memoryBytes()) {
                wrong.add("it had more memory than it may");
            }
            return describe(outcome);
        } catch (TimeoutException e) {
            worker.kill();
            worker.onExit().join();
            wrong.add("it did not end within " + PATIENCE_SECONDS + " s");
            return "did not end";
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run never completes exceptionally", e);
        }
    }

    private static String describe(RunOutcome outcome) {
        if (outcome.ending() == Ending.EXITED) {
            return "refused; exited with " + outcome.exitCode();
        }
        String detail = outcome.detail().length() > 160 ? outcome.detail().substring(0, 160) + "…" : outcome.detail();
        return outcome.ending().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                + (detail.isEmpty() ? "" : ": " + detail);
    }

    private void judge(ProcessWatch watch, Attempt attempt, List<String> wrong) {
        if (!ProcessWatch.possible()) {
            return;
        }
        if (watch.residentBytes() > options.heapBytes() + OVERHEAD_BYTES) {
            wrong.add("the worker took " + watch.residentBytes() / MIB + " MiB of the host's memory");
        }
        if (watch.descriptorsMore() > attempt.limits().descriptors() + OWN_DESCRIPTORS) {
            wrong.add("the worker had " + watch.descriptorsMore() + " more descriptors open");
        }
        if (watch.sockets() > 0) {
            wrong.add("the worker had a socket");
        }
        if (watch.children() > 0) {
            wrong.add("the worker started a process");
        }
    }

    private static void judge(Cell cell, Attempt attempt, List<String> wrong) throws IOException {
        cell.damage().ifPresent(wrong::add);
        Cell.Usage usage = cell.usage();
        if (usage.bytes() > attempt.limits().storageBytes()) {
            wrong.add("its files have " + usage.bytes() + " bytes");
        }
        if (usage.entries() * 512 > attempt.limits().storageBytes()) {
            wrong.add("it has " + usage.entries() + " files");
        }
        for (Path output : List.of(cell.stdout(), cell.stderr())) {
            if (Files.exists(output)) {
                if (Files.size(output) > attempt.limits().outputBytes()) {
                    wrong.add(output.getFileName() + " has " + Files.size(output) + " bytes");
                }
                claim(output).ifPresent(wrong::add);
            }
        }
    }

    private static Optional<String> claim(Path output) throws IOException {
        String said = new String(Files.readAllBytes(output), java.nio.charset.StandardCharsets.ISO_8859_1);
        return said.lines().filter(line -> line.startsWith("escaped: ")).findFirst();
    }

    /** The worker, or the one that a node would start in its place, serves the next buyer. */
    private void judgeNext(List<String> wrong) throws IOException, InterruptedException {
        if (!worker.isAlive()) {
            worker = WorkerProcess.start(options);
        }
        honest(worker).ifPresent(problem -> wrong.add("the next task in the worker suffered: " + problem));
    }

    /** Runs a task that does nothing bad; what was wrong with it. */
    private Optional<String> honest(WorkerProcess served) throws IOException, InterruptedException {
        Path here = Files.createTempDirectory(folder, "honest");
        RunRequest request = new RunRequest(
                module,
                module.getFileName().toString(),
                List.of("environment", "-"),
                Map.of("GIVEN", "honest"),
                new RunRequest.Streams(Optional.empty(), here.resolve("stdout"), here.resolve("stderr")),
                Files.createDirectory(here.resolve("root")),
                List.of(),
                RunLimits.DEFAULT.withMemoryBytes(Attempts.LIMITS.memoryBytes()),
                0);
        try {
            RunOutcome outcome = served.run(request, progress -> {}).get(NEIGHBOUR_PATIENCE_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(here.resolve("stdout"));
            return outcome.succeeded() && said.equals("GIVEN=honest\n")
                    ? Optional.empty()
                    : Optional.of(outcome + ", it said '" + said + "'");
        } catch (TimeoutException e) {
            return Optional.of("it did not end within " + NEIGHBOUR_PATIENCE_SECONDS + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run never completes exceptionally", e);
        }
    }

    @Override
    public void close() {
        worker.close();
        neighbour.close();
    }
}
