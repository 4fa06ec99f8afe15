package org.souk.lab.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.souk.lab.ExperimentFailed;
import org.souk.runtime.worker.WorkerOptions;

/** The kernels, unpacked into a folder, and how they are run there, each time in a process of its own. */
final class Kernels {

    /** In the order of the report; the sources and the modules are resources of this package. */
    static final List<String> NAMES = List.of("sha256", "nbody", "mandelbrot", "treesort", "matmul", "strings");

    private static final String HEADER = "kernel.h";
    private static final long TASK_MEMORY = 64L << 20;
    private static final int LIMIT_MINUTES = 10;

    private final Path folder;
    private final Path javaHome;
    private final int rounds;

    private Kernels(Path folder, Path javaHome, int rounds) {
        this.folder = folder;
        this.javaHome = javaHome;
        this.rounds = rounds;
    }

    static Kernels unpackTo(Path folder, Path javaHome, int rounds) throws IOException {
        unpack(folder, HEADER);
        for (String name : NAMES) {
            unpack(folder, name + ".c");
            unpack(folder, name + ".wasm");
        }
        return new Kernels(folder, javaHome, rounds);
    }

    private static void unpack(Path folder, String file) throws IOException {
        try (InputStream in = Kernels.class.getResourceAsStream("kernels/" + file)) {
            Files.copy(in, folder.resolve(file));
        }
    }

    /** Whether there is a C compiler, so that {@link #natively} can be called. */
    static boolean canCompile() throws InterruptedException {
        try {
            return new ProcessBuilder("clang", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    KernelTime natively(String kernel) throws IOException, InterruptedException {
        Path program = folder.resolve(kernel);
        if (!Files.exists(program)) {
            run(kernel + ".log", "clang", "-O2", "-o", program.toString(), kernel + ".c", "-lm");
        }
        Path out = folder.resolve(kernel + ".out");
        Path err = run(out.getFileName().toString(), program.toString(), String.valueOf(rounds));
        List<Long> stamps = new ArrayList<>();
        for (String line : Files.readAllLines(err)) {
            stamps.add(Math.round(Double.parseDouble(line) * 1e9));
        }
        return KernelTime.of(stamps, Files.readString(out).trim(), 0);
    }

    KernelTime sandboxed(String kernel, Variant variant) throws IOException, InterruptedException {
        WorkerOptions worker = new WorkerOptions(
                javaHome, System.getProperty("java.class.path"), WorkerOptions.heapFor(TASK_MEMORY), folder);
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(worker.javaOptions());
        command.addAll(List.of(
                "-cp",
                worker.classpath(),
                KernelMain.class.getName(),
                kernel + ".wasm",
                variant.name(),
                String.valueOf(rounds)));
        Path out = folder.resolve(kernel + ".out");
        run(out.getFileName().toString(), command.toArray(String[]::new));
        return KernelTime.parse(Files.readString(out, StandardCharsets.US_ASCII));
    }

    /** Runs a command in the folder. @return what it wrote to standard error */
    private Path run(String output, String... command) throws IOException, InterruptedException {
        Path errors = folder.resolve(output + ".err");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(output).toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new ExperimentFailed(
                        String.join(" ", command) + " failed: " + Files.readString(errors, StandardCharsets.UTF_8));
            }
        } finally {
            process.destroyForcibly();
        }
        return errors;
    }
}
