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
    /** Fields of {@code /proc/PID/stat}, counted from the one after the name: what children that ended have used. */
    private static final int CHILDREN_USER_TICKS = 13;

    private static final int CHILDREN_SYSTEM_TICKS = 14;

    /** Linux counts in hundredths of a second here, whatever the clock of the kernel. */
    private static final Duration TICK = Duration.ofMillis(10);

    private final Map<String, Supplier<Duration>> parts = new LinkedHashMap<>();

    /** A process without what it has started. */
    void watch(String name, long pid) {
        parts.put(name, () -> sum(ProcessHandle.of(pid).stream()));
    }

    /** What a process has started, without itself. Elsewhere than on Linux, what has ended is not counted. */
    void watchDescendants(String name, long pid) {
        parts.put(name, () -> sum(ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants))
                .plus(ofChildrenThatEnded(pid)));
    }

    /** CPU time so far. */
    Map<String, Duration> cpu() {
        Map<String, Duration> used = new LinkedHashMap<>();
        parts.forEach((name, part) -> used.put(name, part.get()));
        return used;
    }

    private static Duration sum(Stream<ProcessHandle> processes) {
        return processes
                .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration ofChildrenThatEnded(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return TICK.multipliedBy(
                    Long.parseLong(fields[CHILDREN_USER_TICKS]) + Long.parseLong(fields[CHILDREN_SYSTEM_TICKS]));
        } catch (IOException e) {
            return Duration.ZERO;
        }
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
