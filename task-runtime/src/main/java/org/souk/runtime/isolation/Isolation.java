package org.souk.runtime.isolation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How workers of this machine are held. {@linkplain #level Levels} are a plain JVM ({@code jvm}), namespaces of its own
 * ({@code bubblewrap}), limits on memory and processes ({@code cgroup}), or both ({@code bubblewrap+cgroup}).
 */
public final class Isolation {

    /** The level of a worker that only its JVM holds. */
    public static final String JVM = "jvm";

    /** The worker's own JVM and nothing else; works everywhere. */
    public static final Isolation NONE = new Isolation(Optional.empty(), Optional.empty());

    private final Optional<Bubblewrap> bubblewrap;
    private final Optional<ControlGroups> groups;

    Isolation(Optional<Bubblewrap> bubblewrap, Optional<ControlGroups> groups) {
        this.bubblewrap = bubblewrap;
        this.groups = groups;
    }

    /** What works on this machine for this Java, found by trying it, which takes a fraction of a second. */
    public static Isolation strongest(Path javaHome) {
        return new Isolation(Bubblewrap.found(javaHome), ControlGroups.found());
    }

    /** The level, as nodes report it. */
    public String level() {
        if (bubblewrap.isPresent()) {
            return groups.isPresent() ? "bubblewrap+cgroup" : "bubblewrap";
        }
        return groups.isPresent() ? "cgroup" : JVM;
    }

    /**
     * Makes a place for one worker.
     *
     * @param view what of this machine's files the worker sees, where files are hidden at all
     * @param memoryBytes that it may have at most, with everything that is not its heap
     * @throws IOException if it cannot be made, although it could when it was tried
     */
    public SandboxHandle cage(View view, long memoryBytes) throws IOException {
        Optional<ControlGroups.Group> group = Optional.empty();
        if (groups.isPresent()) {
            group = Optional.of(groups.get().create(memoryBytes));
        }
        return new SandboxHandle(bubblewrap, view, group);
    }

    /**
     * The files that a worker needs. The system's libraries and its Java are seen anyway.
     *
     * @param javaHome of the worker
     * @param readable files and folders that it reads
     * @param writable folders that it writes
     */
    public record View(Path javaHome, List<Path> readable, List<Path> writable) {
        public View {
            readable = List.copyOf(readable);
            writable = List.copyOf(writable);
        }
    }
}
