package org.souk.lab.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The Java installations of this machine, where Linux distributions put them. */
final class JavaHomes {
    private static final Path PLACE = Path.of("/usr/lib/jvm");

    private JavaHomes() {}

    /** One of each of these versions that is installed, in their order; this process's own where none is. */
    static List<Path> ofVersions(List<Integer> versions) throws IOException {
        return ofVersions(versions, PLACE);
    }

    static List<Path> ofVersions(List<Integer> versions, Path place) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(place)) {
            try (Stream<Path> all = Files.list(place)) {
                List<Path> homes = all.sorted().toList();
                for (int version : versions) {
                    homes.stream()
                            .filter(home -> isOf(version, home))
                            .findFirst()
                            .ifPresent(found::add);
                }
            }
        }
        return found.isEmpty() ? List.of(Path.of(System.getProperty("java.home"))) : found;
    }

    private static boolean isOf(int version, Path home) {
        return home.getFileName().toString().matches("(.*\\D)?" + version + "(\\D.*)?")
                && Files.isExecutable(home.resolve("bin/java"));
    }
}
