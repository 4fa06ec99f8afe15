package org.souk.runtime;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.souk.runtime.snapshot.SnapshotKey;

/**
 * One run of one module. The host paths must be reachable by the worker, which runs on this machine.
 *
 * @param module the WebAssembly file
 * @param moduleKey names the module's content (its CID or hash); a worker keeps what it compiled by this key, so the
 *     same key must always mean the same bytes
 * @param arguments the arguments after the program's name, which is always {@code task}
 * @param environment environment variables; their names have no {@code =}
 * @param streams the files behind the standard streams
 * @param root the directory that the task sees as {@code /}, readable and writable; it must exist
 * @param mounts further files and directories, in the order in which they are looked up; a later one hides an earlier
 *     one at the same guest path
 * @param limits what the run may use
 * @param randomSeed what {@code random_get} is derived from: the same seed gives the same bytes
 * @param clockStart what the program takes for the time at which it begins, between 1970 and 2200; from there its clock goes
 *     on by a nanosecond for each fuel that it uses, and by its sleeps
 * @param snapshotKey authenticates the task's snapshots; without one the run can be neither saved nor restored
 * @param snapshot what the run goes on from; what is in the root, the writable mounts and the output files is replaced
 *     by what is in the snapshot, and fuel, time and the limits on them count from the run's first beginning
 */
public record RunRequest(
        Path module,
        String moduleKey,
        List<String> arguments,
        Map<String, String> environment,
        Streams streams,
        Path root,
        List<Mount> mounts,
        RunLimits limits,
        long randomSeed,
        Instant clockStart,
        Optional<SnapshotKey> snapshotKey,
        Optional<Path> snapshot) {

    /** When the clocks of programs start for whom nothing else was said. */
    public static final Instant DEFAULT_CLOCK_START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Instant LATEST_CLOCK_START = Instant.parse("2200-01-01T00:00:00Z");

    /**
     * The files behind the standard streams.
     *
     * @param stdin what the task reads; empty for an empty stream
     * @param stdout created or overwritten
     * @param stderr created or overwritten; may be the same file as {@code stdout} only if nobody minds the mix
     */
    public record Streams(Optional<Path> stdin, Path stdout, Path stderr) {
        public Streams {
            Objects.requireNonNull(stdin, "stdin");
            Objects.requireNonNull(stdout, "stdout");
            Objects.requireNonNull(stderr, "stderr");
        }
    }

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if an argument, variable or the key has a NUL, a variable's name is empty or has
     *     {@code =}, the module's key is empty, there is a snapshot without a key, or the clock starts outside of its range
     */
    public RunRequest {
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(streams, "streams");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(limits, "limits");
        if (clockStart.isBefore(Instant.EPOCH) || clockStart.isAfter(LATEST_CLOCK_START)) {
            throw new IllegalArgumentException("clockStart: must be between 1970 and 2200, but is " + clockStart);
        }
        if (snapshot.isPresent() && snapshotKey.isEmpty()) {
            throw new IllegalArgumentException("snapshotKey: is needed for the snapshot");
        }
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        mounts = List.copyOf(mounts);
        if (moduleKey.isEmpty()) {
            throw new IllegalArgumentException("moduleKey: must not be empty");
        }
        arguments.forEach(argument -> withoutNul("arguments", argument));
        environment.forEach((name, value) -> {
            withoutNul("environment", name);
            withoutNul("environment", value);
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException("environment: '" + name + "' is not a variable's name");
            }
        });
    }

    /** A run that begins at the beginning, at {@link #DEFAULT_CLOCK_START}, and is not saved. */
    public RunRequest(
            Path module,
            String moduleKey,
            List<String> arguments,
            Map<String, String> environment,
            Streams streams,
            Path root,
            List<Mount> mounts,
            RunLimits limits,
            long randomSeed) {
        this(
                module,
                moduleKey,
                arguments,
                environment,
                streams,
                root,
                mounts,
                limits,
                randomSeed,
                DEFAULT_CLOCK_START,
                Optional.empty(),
                Optional.empty());
    }

    /** The same run, which can be saved with this key. */
    public RunRequest savedWith(SnapshotKey key) {
        return new RunRequest(
                module,
                moduleKey,
                arguments,
                environment,
                streams,
                root,
                mounts,
                limits,
                randomSeed,
                clockStart,
                Optional.of(key),
                snapshot);
    }

    /** The same run, going on from a snapshot; it must have a key. */
    public RunRequest from(Path taken) {
        return new RunRequest(
                module,
                moduleKey,
                arguments,
                environment,
                streams,
                root,
                mounts,
                limits,
                randomSeed,
                clockStart,
                snapshotKey,
                Optional.of(taken));
    }

    /** The same run at another time, for the program. */
    public RunRequest startingAt(Instant start) {
        return new RunRequest(
                module,
                moduleKey,
                arguments,
                environment,
                streams,
                root,
                mounts,
                limits,
                randomSeed,
                start,
                snapshotKey,
                snapshot);
    }

    private static void withoutNul(String field, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(field + ": must not contain a NUL character");
        }
    }
}
