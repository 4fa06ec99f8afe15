package org.souk.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who runs the server.
 *
 * @param prefix goes before each command
 * @param id user and group in numbers; -1 for whoever we are
 */
record Account(List<String> prefix, int id) {
    private static final int NOBODY = 65534;

    /** Ourselves, or {@code nobody} when we are root. */
    static Account unprivileged() throws IOException {
        if (!isRoot()) {
            return new Account(List.of(), -1);
        }
        Path setpriv = Path.of("/usr/bin/setpriv");
        if (!Files.isExecutable(setpriv)) {
            throw new IOException("PostgreSQL does not run as root, and " + setpriv
                    + " (util-linux), which would run it as nobody, is missing");
        }
        return new Account(
                List.of(setpriv.toString(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), NOBODY);
    }

    private static boolean isRoot() throws IOException {
        return Files.isDirectory(Path.of("/proc/self"))
                && Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    /** Gives a directory and all that is in it to this account. */
    void own(Path root) throws IOException {
        if (id < 0) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (!Files.isSymbolicLink(path)) {
                    Files.setAttribute(path, "unix:uid", id);
                    Files.setAttribute(path, "unix:gid", id);
                }
            }
        }
    }
}
