package org.souk.runtime.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.souk.runtime.Mount;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;

/**
 * Runs one module in a worker on this machine, as a node would, without a server. The same module, arguments and inputs
 * give the same fuel as on any node.
 *
 * @param module the WebAssembly file
 * @param arguments the arguments after the program's name
 * @param environment environment variables
 * @param stdin what the task reads; empty for an empty stream
 * @param mounts files and directories that the task sees
 * @param limits what the run may use
 * @param randomSeed what the task's random bytes are derived from
 */
public record LocalRun(
        Path module,
        List<String> arguments,
        Map<String, String> environment,
        Optional<Path> stdin,
        List<Mount> mounts,
        RunLimits limits,
        long randomSeed) {

    /** A run without environment, with the default limits and seed 0. */
    public static LocalRun of(Path module, List<String> arguments, Optional<Path> stdin, List<Mount> mounts) {
        return new LocalRun(module, arguments, Map.of(), stdin, mounts, RunLimits.DEFAULT, 0);
    }

    /**
     * Starts a worker on this process's own Java, runs the module and ends the worker.
     *
     * @param directory an existing directory that receives {@code root/} (the task's {@code /}), {@code stdout}, {@code
     *     stderr} and the worker's log
     * @throws IOException if the module cannot be read or the worker does not start
     * @throws InterruptedException if the caller is interrupted; the worker is killed
     */
    public RunOutcome in(Path directory, Consumer<RunProgress> listener) throws IOException, InterruptedException {
        return in(WorkerOptions.forTasksOf(limits.memoryBytes(), directory), listener);
    }

    /** As {@link #in(Path, Consumer)}, with a worker of the caller's choice. */
    public RunOutcome in(WorkerOptions options, Consumer<RunProgress> listener)
            throws IOException, InterruptedException {
        Path directory = options.directory();
        Path root = Files.createDirectories(directory.resolve("root"));
        RunRequest request = new RunRequest(
                module.toAbsolutePath(),
                sha256(Files.readAllBytes(module)),
                arguments,
                environment,
                new RunRequest.Streams(
                        stdin.map(Path::toAbsolutePath), directory.resolve("stdout"), directory.resolve("stderr")),
                root,
                mounts,
                limits,
                randomSeed);
        try (WorkerProcess worker = WorkerProcess.start(options)) {
            return worker.run(request, listener).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run never completes exceptionally", e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
