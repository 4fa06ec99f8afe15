package org.souk.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.souk.agent.home.AgentHome;
import picocli.CommandLine;

/** Starts the agent as a process of its own, which outlives this command. */
final class BackgroundAgent {
    /** Enough for a hundred tasks at a time; the workers have heaps of their own. */
    private static final List<String> SMALL = List.of(
            "-Xmx64m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:-UsePerfData");

    private static final int CONNECT_SECONDS = 60;
    private static final String CONNECTED = " Connected to ";

    private final AgentHome home;
    private final CommandLine command;

    BackgroundAgent(AgentHome home, CommandLine command) {
        this.home = home;
        this.command = command;
    }

    /** Returns when the node is connected. */
    int start() throws IOException, InterruptedException {
        Path log = home.log();
        long logged = Files.exists(log) ? Files.size(log) : 0;
        Path console = home.folder().resolve("console.log");
        Process agent = new ProcessBuilder(line())
                .redirectInput(ProcessBuilder.Redirect.from(nothing().toFile()))
                .redirectErrorStream(true)
                .redirectOutput(console.toFile())
                .start();
        for (int tenths = 0; tenths < CONNECT_SECONDS * 10; tenths++) {
            if (agent.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new Failure("the agent ended at once: " + lastLine(console));
            }
            if (hasConnected(log, logged)) {
                command.getOut().println("The agent runs as process " + agent.pid() + "; its log is " + log);
                return Souk.OK;
            }
        }
        throw new Failure("the agent, process " + agent.pid() + ", could not connect yet and keeps trying; see " + log);
    }

    private List<String> line() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(SMALL);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Souk.class.getName()));
        // As it was typed, without the option that brought us here.
        command.getParseResult().originalArgs().stream()
                .filter(argument -> !argument.equals("--background"))
                .forEach(line::add);
        return line;
    }

    private static Path nothing() {
        return Path.of(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    private static boolean hasConnected(Path log, long from) throws IOException {
        if (!Files.exists(log) || Files.size(log) <= from) {
            return false;
        }
        try (var in = Files.newByteChannel(log)) {
            in.position(from);
            return new String(java.nio.channels.Channels.newInputStream(in).readAllBytes(), StandardCharsets.UTF_8)
                    .contains(CONNECTED);
        }
    }

    private static String lastLine(Path console) throws IOException {
        List<String> lines = Files.readAllLines(console);
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }
}
