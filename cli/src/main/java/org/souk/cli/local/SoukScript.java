package org.souk.cli.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code souk} script that this program was started by. What it starts in turn hears nothing of the settings in this
 * program's environment, which are those of somebody else's market.
 *
 * @param root the folder that it lies in
 */
public record SoukScript(Path root) {
    private static final String ROOT = "SOUK_ROOT";
    private static final Set<String> KEPT =
            Set.of(ROOT, "SOUK_SKIP_BUILD", "SOUK_START_TIMEOUT", "SOUK_STOP_TIMEOUT", "SOUK_JAVA_OPTS");

    /** @throws LocalFailure when this program was not started by the script */
    public static SoukScript ofThisProgram() throws LocalFailure {
        String root = System.getenv(ROOT);
        if (root == null || !Files.isExecutable(Path.of(root, "souk"))) {
            throw new LocalFailure("start this by the script ./souk, which tells where Souk lies (" + ROOT + ")");
        }
        return new SoukScript(Path.of(root));
    }

    /** A file of the repository, such as {@code demo/bin/noop.wasm}. */
    public Path file(String path) throws LocalFailure {
        Path file = root.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new LocalFailure("there is no file " + file);
        }
        return file;
    }

    /** Starts a command whose messages people shall see; it writes nothing to standard output. */
    Process start(String... arguments) throws IOException {
        return command(arguments)
                .redirectError(Redirect.INHERIT)
                .redirectOutput(Redirect.DISCARD)
                .start();
    }

    /** Starts a command that writes into a log; it is never built anew. */
    Process start(Path log, String... arguments) throws IOException {
        ProcessBuilder builder =
                command(arguments).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().put("SOUK_SKIP_BUILD", "1");
        return builder.start();
    }

    private ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(root.resolve("souk").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("SOUK_") && !KEPT.contains(name));
        return builder;
    }
}
