package org.souk.lab.escape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the host sees of a worker process while a task runs in it: looked at every few milliseconds in Linux's /proc. */
final class ProcessWatch implements AutoCloseable {

    private static final long LOOK_MILLIS = 40;
    private static final int INODE_FIELD = 9;

    private final Path process;
    private final ProcessHandle handle;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private final long descriptorsBefore;
    private volatile long residentBytes;
    private volatile long descriptors;
    private volatile long sockets;
    private volatile long children;

    ProcessWatch(long pid) {
        process = Path.of("/proc", Long.toString(pid));
        handle = ProcessHandle.of(pid).orElseThrow();
        look();
        descriptorsBefore = descriptors;
        looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Whether this machine lets it look at all. */
    static boolean possible() {
        return Files.isReadable(Path.of("/proc/self/status"));
    }

    /** The most memory that it has had at once, in bytes. */
    long residentBytes() {
        return residentBytes;
    }

    /** The most descriptors that it has had more than at the beginning. */
    long descriptorsMore() {
        return Math.max(0, descriptors - descriptorsBefore);
    }

    long sockets() {
        return sockets;
    }

    long children() {
        return children;
    }

    private void look() {
        try {
            residentBytes = Math.max(residentBytes, highWater(Files.readAllLines(process.resolve("status"))));
            children = Math.max(children, handle.descendants().count());
            look(process.resolve("fd"));
        } catch (IOException e) {
            // It is gone; what was seen until now counts.
            looks.shutdown();
        }
    }

    private void look(Path folder) throws IOException {
        long open = 0;
        Set<String> ofNetwork = networkInodes();
        long connected = 0;
        try (Stream<Path> links = Files.list(folder)) {
            for (Path link : (Iterable<Path>) links::iterator) {
                open++;
                connected += target(link).filter(ofNetwork::contains).isPresent() ? 1 : 0;
            }
        }
        descriptors = Math.max(descriptors, open);
        sockets = Math.max(sockets, connected);
    }

    /** The sockets of this machine that reach beyond it; the Java runtime has one of another kind for itself. */
    private Set<String> networkInodes() throws IOException {
        Set<String> links = new HashSet<>();
        for (String table : List.of("tcp", "tcp6", "udp", "udp6", "raw", "raw6")) {
            Path listed = process.resolve("net").resolve(table);
            if (!Files.exists(listed)) {
                continue;
            }
            for (String line : Files.readAllLines(listed)) {
                String[] fields = line.trim().split("\\s+");
                if (fields.length > INODE_FIELD) {
                    links.add("socket:[" + fields[INODE_FIELD] + "]");
                }
            }
        }
        return links;
    }

    private static Optional<String> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (IOException closedMeanwhile) {
            return Optional.empty();
        }
    }

    private static long highWater(List<String> status) {
        for (String line : status) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return 0;
    }

    @Override
    public void close() {
        look();
        looks.shutdownNow();
    }
}
