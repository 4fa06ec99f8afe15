package org.souk.runtime.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.runtime.Mount;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunRequest;
import org.souk.runtime.TestPrograms;

/** Requests that read as prose: {@code aRunOf("mixed").in(directory).readingFrom("text").request()}. */
final class Requests {

    private final Path module;
    private final Path directory;
    private final List<String> arguments = new ArrayList<>();
    private final List<Mount> mounts = new ArrayList<>();
    private Optional<Path> stdin = Optional.empty();
    private RunLimits limits = RunLimits.DEFAULT;

    private Requests(Path module, Path directory) {
        this.module = module;
        this.directory = directory;
    }

    static Requests aRunOf(String program, Path directory) {
        return new Requests(TestPrograms.file(program), directory);
    }

    static Requests aRunOf(Path module, Path directory) {
        return new Requests(module, directory);
    }

    Requests with(String... added) {
        arguments.addAll(List.of(added));
        return this;
    }

    Requests within(RunLimits limited) {
        limits = limited;
        return this;
    }

    Requests seeing(Mount mount) {
        mounts.add(mount);
        return this;
    }

    Requests readingFrom(String text) throws IOException {
        stdin = Optional.of(Files.writeString(directory.resolve("stdin"), text));
        return this;
    }

    RunRequest request() throws IOException {
        return new RunRequest(
                module,
                module.toString(),
                arguments,
                Map.of("LANG", "C"),
                new RunRequest.Streams(stdin, directory.resolve("stdout"), directory.resolve("stderr")),
                Files.createDirectories(directory.resolve("root")),
                mounts,
                limits,
                42);
    }
}
