package org.souk.runtime.isolation;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits of Linux on the memory and the number of processes and threads of a worker, by control groups of version 2 or 1,
 * below the groups that this process itself is in.
 */
final class ControlGroups {

    /** A worker has some thirty threads; a program has no way to start more. */
    private static final String MOST_TASKS = "256";

    private static final String PREFIX = "souk-";
    private static final String OWN_NAME = PREFIX + "[0-9]{1,10}-[0-9]{1,18}";
    private static final long PROBE_BYTES = 64L << 20;
    private static final Path MOUNT = Path.of("/sys/fs/cgroup");

    /**
     * A hierarchy in which groups can be made.
     *
     * @param parent the folder below which they are made
     * @param memoryFile the name of the file with the memory limit; empty where another hierarchy has it
     * @param tasksFile likewise for the number of processes and threads
     */
    private record Hierarchy(Path parent, Optional<String> memoryFile, Optional<String> tasksFile) {}

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final List<Hierarchy> hierarchies;
    private final Set<Path> abandoned = ConcurrentHashMap.newKeySet();

    private ControlGroups(List<Hierarchy> hierarchies) {
        this.hierarchies = hierarchies;
    }

    /** Control groups, if this process may make some that limit memory and processes really come into them. */
    static Optional<ControlGroups> found() {
        Path own = Path.of("/proc/self/cgroup");
        if (!Files.isReadable(own)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(own);
            return version2(lines).or(() -> version1(lines)).filter(ControlGroups::hold);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<ControlGroups> version2(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("0::/"))
                .map(line -> below(MOUNT, line.substring("0::".length())))
                .filter(parent -> canLimit(parent))
                .map(parent -> new ControlGroups(
                        List.of(new Hierarchy(parent, Optional.of("memory.max"), Optional.of("pids.max")))))
                .findFirst();
    }

    /** A group's children get the controllers that it hands down. */
    private static boolean canLimit(Path parent) {
        try {
            List<String> handedDown = List.of(Files.readString(parent.resolve("cgroup.subtree_control"))
                    .trim()
                    .split(" "));
            return handedDown.containsAll(List.of("memory", "pids"));
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<ControlGroups> version1(List<String> lines) {
        List<Hierarchy> found = new ArrayList<>();
        for (String line : lines) {
            String[] fields = line.split(":", 3);
            List<String> controllers = List.of(fields[1].split(","));
            Path parent = below(MOUNT.resolve(fields[1]), fields[2]);
            if (controllers.contains("memory") && Files.isWritable(parent)) {
                found.add(new Hierarchy(parent, Optional.of("memory.limit_in_bytes"), Optional.empty()));
            } else if (controllers.contains("pids") && Files.isWritable(parent)) {
                found.add(new Hierarchy(parent, Optional.empty(), Optional.of("pids.max")));
            }
        }
        return found.stream().anyMatch(h -> h.memoryFile.isPresent())
                ? Optional.of(new ControlGroups(found))
                : Optional.empty();
    }

    private static Path below(Path root, String group) {
        return root.resolve(group.substring(1)).normalize();
    }

    private boolean hold() {
        try {
            Group group = create(PROBE_BYTES);
            try {
                List<String> shown = List.of("/bin/sh", "-c", "cat /proc/self/cgroup");
                return SandboxProbe.outputOf(group.around(shown))
                        .filter(groups -> groups.contains(group.name))
                        .isPresent();
            } finally {
                group.remove();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Removes groups that could not be removed when their worker had just been killed, and those of processes that are
     * no more. One that is in use cannot be removed.
     */
    private void sweep() throws IOException {
        for (Hierarchy hierarchy : hierarchies) {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(hierarchy.parent, PREFIX + "*-*")) {
                for (Path folder : left) {
                    String name = folder.getFileName().toString();
                    if (abandoned.remove(folder) || (name.matches(OWN_NAME) && ownerIsGone(name))) {
                        new Group(name, new ArrayList<>(List.of(folder))).remove();
                    }
                }
            }
        }
    }

    private static boolean ownerIsGone(String name) {
        return ProcessHandle.of(Long.parseLong(name.split("-")[1])).isEmpty();
    }

    /** A group of its own with this limit on memory, in bytes. */
    Group create(long memoryBytes) throws IOException {
        sweep();
        String name = PREFIX + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet();
        Group group = new Group(name, new ArrayList<>());
        try {
            for (Hierarchy hierarchy : hierarchies) {
                Path folder = Files.createDirectory(hierarchy.parent.resolve(name));
                group.folders.add(folder);
                Map<Optional<String>, String> limits =
                        Map.of(hierarchy.memoryFile, Long.toString(memoryBytes), hierarchy.tasksFile, MOST_TASKS);
                for (Map.Entry<Optional<String>, String> limit : limits.entrySet()) {
                    if (limit.getKey().isPresent()) {
                        Files.writeString(folder.resolve(limit.getKey().get()), limit.getValue());
                    }
                }
            }
            return group;
        } catch (IOException e) {
            group.remove();
            throw e;
        }
    }

    /** The group of one worker. */
    final class Group {
        private final String name;
        private final List<Path> folders;

        private Group(String name, List<Path> folders) {
            this.name = name;
            this.folders = folders;
        }

        /** A shell enters the groups and becomes the command, so that nothing of it runs outside. */
        List<String> around(List<String> command) {
            StringBuilder script = new StringBuilder();
            for (int i = 0; i < folders.size(); i++) {
                script.append("echo $$ > \"$1\" && shift && ");
            }
            List<String> wrapped = new ArrayList<>(List.of("/bin/sh", "-c", script + "exec \"$@\"", "worker"));
            folders.forEach(folder -> wrapped.add(folder.resolve("cgroup.procs").toString()));
            wrapped.addAll(command);
            return wrapped;
        }

        /** Removes it; one whose processes are still dying is removed with the next that is made. */
        void remove() {
            for (Path folder : folders) {
                try {
                    Files.deleteIfExists(folder);
                } catch (IOException e) {
                    abandoned.add(folder);
                }
            }
        }
    }
}
