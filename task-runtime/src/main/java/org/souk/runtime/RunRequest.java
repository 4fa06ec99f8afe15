package org.souk.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
        long randomSeed) {

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
     *     {@code =}, or the key is empty
     */
    public RunRequest {
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(streams, "streams");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(limits, "limits");
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

    private static void withoutNul(String field, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(field + ": must not contain a NUL character");
        }
    }
}
