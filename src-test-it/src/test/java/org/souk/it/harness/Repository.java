package org.souk.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The checkout that is tested: its {@code ./souk} and the programs of its demo. */
public final class Repository {
    private static final Path ROOT = Path.of(required("souk.root"));

    private Repository() {}

    public static Path root() {
        return ROOT;
    }

    /** Where tests leave what they make; emptied by {@code mvn clean}. */
    public static Path work(String name) {
        return Path.of(required("souk.it.work")).resolve(name);
    }

    /** A program of the demo, such as {@code hello}. */
    public static byte[] program(String name) {
        return read("demo/bin/" + name + ".wasm");
    }

    public static byte[] read(String path) {
        try {
            return Files.readAllBytes(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A process of {@code ./souk} with these arguments, which takes what is built already and knows nothing of the
     * settings of whoever runs the tests.
     */
    public static ProcessBuilder souk(Map<String, String> environment, String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = ROOT.resolve("souk").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder process = new ProcessBuilder(command).directory(ROOT.toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("SOUK_"));
        process.environment().put("SOUK_SKIP_BUILD", "1");
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.environment().putAll(environment);
        return process;
    }

    private static String required(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .orElseThrow(() -> new IllegalStateException("run the tests by Maven: " + property + " is not set"));
    }
}
