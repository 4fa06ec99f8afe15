package org.souk.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.souk.testing.Eventually;

/**
 * The one market that all tests share, started by {@code ./souk up} when the first of them asks for it and stopped when
 * this process ends, however it ends.
 */
public final class ControlPlane {
    /** The largest module that it takes. */
    public static final int MAX_MODULE_BYTES = 1 << 20;

    /** Short times, for tests wait for them; and a plan that is used up soon. */
    static final Map<String, String> SETTINGS = Map.of(
            "souk.scheduler.lease", "PT3S",
            "souk.scheduler.heartbeat", "PT0.5S",
            "souk.scheduling.minimum-run", "PT2S",
            "souk.escalation.interval", "PT1S",
            "souk.escalation.floor", "PT15S",
            "souk.plans", "standard,premium,small",
            "souk.plan.small.max-unfinished", "3",
            "souk.plan.small.max-cpu-millis", "3000",
            "souk.module.max-bytes", Integer.toString(MAX_MODULE_BYTES),
            "souk.forecast.training-cpu", "PT20S");

    private static ControlPlane running;
    private static AssertionError failure;

    private final Path home;
    private final int http;
    private final int webSocket;
    private final int grpc;
    private final int admin;
    private boolean up;

    private ControlPlane(Path home, int http, int webSocket, int grpc, int admin) {
        this.home = home;
        this.http = http;
        this.webSocket = webSocket;
        this.grpc = grpc;
        this.admin = admin;
    }

    private static ControlPlane fresh() {
        Path home = Repository.work("home");
        delete(home);
        List<Integer> ports = FreePorts.take(4);
        return new ControlPlane(home, ports.get(0), ports.get(1), ports.get(2), ports.get(3));
    }

    private static ControlPlane on(Path home) {
        Reply status = new Reply(
                "status",
                200,
                null,
                Run.souk(Map.of(), "status", "--json", "--home", home.toString())
                        .ok()
                        .out()
                        .getBytes(UTF_8));
        JsonNode ports = status.json().path("ports");
        return new ControlPlane(
                home,
                ports.path("http").asInt(),
                ports.path("websocket").asInt(),
                ports.path("grpc").asInt(),
                ports.path("admin").asInt());
    }

    /**
     * The market; the first call starts it. Whoever writes tests can spare the start: {@code -Dsouk.it.home=DIR} takes
     * the market that runs on that home already, if it was started with the settings of {@link #SETTINGS}.
     */
    public static synchronized ControlPlane running() {
        if (failure != null) {
            throw new AssertionError("the market did not start; see the first failure", failure);
        }
        if (running == null) {
            String home = System.getProperty("souk.it.home");
            if (home != null) {
                running = on(Path.of(home));
                return running;
            }
            ControlPlane begun = fresh();
            Runtime.getRuntime().addShutdownHook(new Thread(begun::stop, "stop the market"));
            try {
                begun.start();
            } catch (AssertionError e) {
                failure = e;
                throw e;
            }
            running = begun;
        }
        return running;
    }

    /** The market, if a test has asked for it. */
    static synchronized Optional<ControlPlane> ifRunning() {
        return Optional.ofNullable(running);
    }

    /** Starts it on its home; what the home holds is as it was. */
    public void start() {
        start(Map.of());
    }

    /** As above, with some settings that are not those of all tests. */
    public synchronized void start(Map<String, String> others) {
        up = true;
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(others);
        List<String> arguments = new ArrayList<>(List.of("up", "--home", home.toString()));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        Map.of(
                        "souk.http.port", http,
                        "souk.websocket.port", webSocket,
                        "souk.grpc.port", grpc,
                        "souk.admin.port", admin)
                .forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        Run.souk(Map.of(), arguments.toArray(String[]::new)).ok();
    }

    /** As a power cut would: nothing is written down any more. */
    public synchronized void kill() {
        ProcessHandle server = ProcessHandle.of(pid()).orElseThrow();
        server.destroyForcibly();
        Eventually.holds("the server is gone", () -> !server.isAlive());
    }

    private synchronized void stop() {
        if (up) {
            up = false;
            Run.souk(Map.of(), "down", "--home", home.toString());
        }
    }

    public long pid() {
        try {
            return Long.parseLong(Files.readString(home.resolve("server.pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path home() {
        return home;
    }

    /** Where it is reached, such as {@code /api/v1/tasks}. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + http + path);
    }

    public URI webSocketUrl(String path) {
        return URI.create("ws://127.0.0.1:" + webSocket + path);
    }

    public int grpcPort() {
        return grpc;
    }

    public int adminPort() {
        return admin;
    }

    /** The last lines of what it logged. */
    String logTail(int lines) {
        return tail(home.resolve("log/server.log"), lines);
    }

    static String tail(Path file, int lines) {
        try (Stream<String> all = Files.lines(file)) {
            List<String> text = all.toList();
            return String.join("\n", text.subList(Math.max(0, text.size() - lines), text.size()));
        } catch (IOException | UncheckedIOException e) {
            return file + " cannot be read: " + e;
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
