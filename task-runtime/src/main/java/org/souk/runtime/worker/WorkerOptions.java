package org.souk.runtime.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.souk.runtime.isolation.Isolation;
import org.souk.runtime.isolation.SandboxHandle;

/**
 * How a worker process is started.
 *
 * @param javaHome the Java installation, 17 or newer
 * @param classpath the class path with this module and Endive on it
 * @param heapBytes the worker's heap limit in bytes, see {@link #heapFor}
 * @param directory an existing directory for the worker's log and shared class archive
 * @param enclosure how the process is held
 */
public record WorkerOptions(Path javaHome, String classpath, long heapBytes, Path directory, Enclosure enclosure) {

    /**
     * How a worker is held.
     *
     * @param readable what it reads besides its directory: modules, inputs
     * @param writable what it writes: roots, outputs, snapshots
     */
    public record Enclosure(Isolation isolation, List<Path> readable, List<Path> writable) {
        /** By its JVM alone. */
        public static final Enclosure NONE = new Enclosure(Isolation.NONE, List.of(), List.of());
    }

    /** What a JVM takes besides its heap, at most: code, classes, stacks, the collector's tables. */
    private static final long BESIDES_HEAP = 512L << 20;

    private static final long BASE_HEAP = 96L << 20;

    /** One class of each library that a worker needs. */
    private static final List<String> NEEDED = List.of(
            "org.souk.runtime.worker.WorkerMain",
            "run.endive.runtime.Instance",
            "run.endive.wasm.WasmModule",
            "run.endive.compiler.MachineFactoryCompiler",
            "io.airlift.compress.zstd.ZstdCompressor",
            "org.objectweb.asm.ClassWriter",
            "org.objectweb.asm.tree.ClassNode",
            "org.objectweb.asm.tree.analysis.Analyzer",
            "org.objectweb.asm.commons.InstructionAdapter",
            "org.objectweb.asm.util.CheckClassAdapter");

    public WorkerOptions {
        Objects.requireNonNull(javaHome, "javaHome");
        Objects.requireNonNull(classpath, "classpath");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(enclosure, "enclosure");
        if (heapBytes < BASE_HEAP / 2) {
            throw new IllegalArgumentException("heapBytes: must be at least " + BASE_HEAP / 2);
        }
    }

    /** A worker that only its JVM holds. */
    public WorkerOptions(Path javaHome, String classpath, long heapBytes, Path directory) {
        this(javaHome, classpath, heapBytes, directory, Enclosure.NONE);
    }

    /** The same worker, held so. */
    public WorkerOptions in(Enclosure other) {
        return new WorkerOptions(javaHome, classpath, heapBytes, directory, other);
    }

    SandboxHandle cage() throws IOException {
        List<Path> readable = new ArrayList<>(enclosure.readable());
        for (String entry : classpath.split(File.pathSeparator)) {
            readable.add(Path.of(entry));
        }
        List<Path> writable = new ArrayList<>(enclosure.writable());
        writable.add(directory);
        return enclosure.isolation().cage(new Isolation.View(javaHome, readable, writable), heapBytes + BESIDES_HEAP);
    }

    /**
     * A worker on this process's own Java, for tasks of at most this much linear memory.
     *
     * @param taskMemoryBytes the largest memory limit of the tasks that it will run, in bytes
     * @param directory an existing directory for the worker's log and shared class archive
     */
    public static WorkerOptions forTasksOf(long taskMemoryBytes, Path directory) {
        return new WorkerOptions(
                Path.of(System.getProperty("java.home")), ownClasspath(), heapFor(taskMemoryBytes), directory);
    }

    /**
     * The heap that a worker needs for a task's linear memory: as much, a quarter for the collector to move it, and what
     * the engine and the compiled modules take.
     */
    public static long heapFor(long taskMemoryBytes) {
        return BASE_HEAP + taskMemoryBytes + taskMemoryBytes / 4;
    }

    /** What a worker's Java is told, for whoever wants to know how fast a program runs in one. */
    public List<String> javaOptions() {
        return List.of(
                "-Xmx" + heapBytes,
                "-XX:+UseSerialGC",
                // A module may be one huge function; without this HotSpot would interpret it for ever.
                "-XX:-DontCompileHugeMethods",
                "-XX:-UsePerfData",
                // Gives memory back between tasks.
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=20",
                "-Xshare:auto",
                "-Djava.awt.headless=true");
    }

    /** The part of this process's class path that a worker needs. */
    public static String ownClasspath() {
        Set<String> entries = new LinkedHashSet<>();
        for (String name : NEEDED) {
            entries.add(locationOf(name));
        }
        return String.join(File.pathSeparator, new ArrayList<>(entries));
    }

    private static String locationOf(String className) {
        try {
            CodeSource source = Class.forName(className, false, WorkerOptions.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
            return Path.of(source.getLocation().toURI()).toString();
        } catch (ReflectiveOperationException | java.net.URISyntaxException e) {
            throw new IllegalStateException("a worker needs " + className + ", which is not on the class path", e);
        }
    }
}
