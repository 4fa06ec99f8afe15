package org.souk.lab.throughput;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What processes use, by name. CPU time is what to compare: other work on the machine makes it wait, but hardly makes it
 * more.
 */
final class Processes {
    private final Map<String, Supplier<Stream<ProcessHandle>>> parts = new LinkedHashMap<>();

    /** A process without what it has started. */
    void watch(String name, long pid) {
        parts.put(name, () -> ProcessHandle.of(pid).stream());
    }

    /** What a process has started, without itself. */
    void watchDescendants(String name, long pid) {
        parts.put(name, () -> ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants));
    }

    /** CPU time so far of what lives now. */
    Map<String, Duration> cpu() {
        Map<String, Duration> used = new LinkedHashMap<>();
        parts.forEach((name, part) -> used.put(
                name,
                part.get()
                        .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
                        .reduce(Duration.ZERO, Duration::plus)));
        return used;
    }

    /** Resident memory of one process in MB, as {@code souk status} counts them; 0 when it has ended. */
    static long residentMb(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (Files.exists(status)) {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> megabytes(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        }
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        String said = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return said.isEmpty() ? 0 : megabytes(said);
    }

    private static long megabytes(String kibibytes) {
        return Long.parseLong(kibibytes) / 1024;
    }
}
