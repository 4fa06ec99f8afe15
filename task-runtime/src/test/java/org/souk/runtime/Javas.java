package org.souk.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The Java installations of this machine. */
public final class Javas {
    private static final Path PLACE = Path.of("/usr/lib/jvm");

    private Javas() {}

    /** This test's own first, then one of each of these versions that is another one's and installed. */
    public static List<Path> ownAnd(int... versions) throws IOException {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        for (int version : versions) {
            if (version != Runtime.version().feature()) {
                installed().filter(home -> isOf(version, home)).findFirst().ifPresent(homes::add);
            }
        }
        return homes;
    }

    private static Stream<Path> installed() throws IOException {
        if (!Files.isDirectory(PLACE)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.list(PLACE)) {
            return all.sorted().toList().stream();
        }
    }

    private static boolean isOf(int version, Path home) {
        Properties release = new Properties();
        try (var in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            return false;
        }
        return release.getProperty("JAVA_VERSION", "").replace("\"", "").startsWith(version + ".")
                && Files.isExecutable(home.resolve("bin/java"));
    }
}
