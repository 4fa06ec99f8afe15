package org.souk.runtime.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Namespaces by <a href="https://github.com/containers/bubblewrap">bubblewrap</a>: the worker has no network, sees no
 * other process, and of the files only the system's libraries, its Java and its {@linkplain Isolation.View view}.
 */
final class Bubblewrap {

    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/bwrap"), Path.of("/usr/local/bin/bwrap"));
    private static final String SCRATCH_BYTES = Integer.toString(16 << 20);
    private static final List<String> SYSTEM = List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");

    /** What the dynamic linker and Java read below /etc; the rest, such as keys and passwords, is not there. */
    private static final List<String> SETTINGS =
            List.of("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/localtime");

    private final Path program;

    private Bubblewrap(Path program) {
        this.program = program;
    }

    /** Bubblewrap, if it is installed and a Java starts in it and cannot see what it must not. */
    static Optional<Bubblewrap> found(Path javaHome) {
        return PLACES.stream()
                .filter(Files::isExecutable)
                .map(Bubblewrap::new)
                .filter(candidate -> candidate.holds(javaHome))
                .findFirst();
    }

    private boolean holds(Path javaHome) {
        Isolation.View view = new Isolation.View(javaHome, List.of(), List.of());
        Path java = javaHome.resolve("bin/java");
        return SandboxProbe.outputOf(around(List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-version"), view))
                        .isPresent()
                && SandboxProbe.outputOf(
                                around(List.of("/bin/sh", "-c", "test ! -e /etc/passwd && test ! -e /home"), view))
                        .isPresent();
    }

    List<String> around(List<String> command, Isolation.View view) {
        List<String> wrapped = new ArrayList<>(
                List.of(program.toString(), "--unshare-all", "--new-session", "--hostname", "task", "--proc", "/proc"));
        wrapped.addAll(
                List.of("--dev", "/dev", "--size", SCRATCH_BYTES, "--tmpfs", "/tmp", "--ro-bind", "/usr", "/usr"));
        SYSTEM.forEach(path -> addSystem(wrapped, Path.of(path)));
        SETTINGS.forEach(path -> add(wrapped, "--ro-bind-try", Path.of(path)));
        javaSettings().forEach(path -> add(wrapped, "--ro-bind-try", path));
        add(wrapped, "--ro-bind", view.javaHome().toAbsolutePath());
        view.readable().forEach(path -> add(wrapped, "--ro-bind", path.toAbsolutePath()));
        view.writable().forEach(path -> add(wrapped, "--bind", path.toAbsolutePath()));
        wrapped.addAll(List.of("--chdir", "/", "--"));
        wrapped.addAll(command);
        return wrapped;
    }

    private static void add(List<String> wrapped, String how, Path path) {
        wrapped.addAll(List.of(how, path.toString(), path.toString()));
    }

    /** Where /lib is a link to /usr/lib, it is one inside too. */
    private static void addSystem(List<String> wrapped, Path path) {
        try {
            if (Files.isSymbolicLink(path)) {
                wrapped.addAll(List.of("--symlink", Files.readSymbolicLink(path).toString(), path.toString()));
            } else if (Files.isDirectory(path)) {
                add(wrapped, "--ro-bind", path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Distributions keep a Java's settings in folders such as /etc/java-17-openjdk. */
    private static List<Path> javaSettings() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/etc"), "java*")) {
            folders.forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
