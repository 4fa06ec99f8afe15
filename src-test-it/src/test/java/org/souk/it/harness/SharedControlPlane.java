package org.souk.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.souk.cli.local.ControlPlane;
import org.souk.cli.local.LocalFailure;
import org.souk.cli.local.Ports;
import org.souk.cli.local.SoukScript;

/**
 * The one market that all tests share, started by {@code ./souk up} when the first of them asks for it and stopped when
 * this process ends, however it ends.
 */
public final class SharedControlPlane {
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

    private static SharedControlPlane running;
    private static AssertionError failure;

    private final Path home;
    private final Ports ports;
    private final ControlPlane server;

    private SharedControlPlane(Path home, Ports ports) {
        this.home = home;
        this.ports = ports;
        this.server = new ControlPlane(new SoukScript(Repository.root()), home, ports);
    }

    private static SharedControlPlane fresh() {
        Path home = Repository.work("home");
        delete(home);
        try {
            return new SharedControlPlane(home, Ports.free());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SharedControlPlane on(Path home) {
        Reply status = new Reply(
                "status",
                200,
                null,
                Run.souk(Map.of(), "status", "--json", "--home", home.toString())
                        .ok()
                        .out()
                        .getBytes(UTF_8));
        JsonNode ports = status.json().path("ports");
        return new SharedControlPlane(
                home,
                new Ports(
                        ports.path("http").asInt(),
                        ports.path("websocket").asInt(),
                        ports.path("grpc").asInt(),
                        ports.path("admin").asInt()));
    }

    /**
     * The market; the first call starts it. Whoever writes tests can spare the start: {@code -Dsouk.it.home=DIR} takes
     * the market that runs on that home already, if it was started with the settings of {@link #SETTINGS}.
     */
    public static synchronized SharedControlPlane running() {
        if (failure != null) {
            throw new AssertionError("the market did not start; see the first failure", failure);
        }
        if (running == null) {
            String home = System.getProperty("souk.it.home");
            if (home != null) {
                running = on(Path.of(home));
                return running;
            }
            SharedControlPlane begun = fresh();
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
    static synchronized Optional<SharedControlPlane> ifRunning() {
        return Optional.ofNullable(running);
    }

    /** Starts it on its home; what the home holds is as it was. */
    public void start() {
        start(Map.of());
    }

    /** As above, with some settings that are not those of all tests. */
    public void start(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(others);
        try {
            server.start(settings);
        } catch (IOException e) {
            throw new AssertionError("the market did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** As a power cut would: nothing is written down any more. */
    public void kill() {
        try {
            server.kill();
        } catch (LocalFailure e) {
            throw new AssertionError("the market cannot be killed", e);
        }
    }

    private void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public long pid() {
        try {
            return server.pid();
        } catch (LocalFailure e) {
            throw new AssertionError("nobody knows the market's process", e);
        }
    }

    public Path home() {
        return home;
    }

    /** Where it is reached, such as {@code /api/v1/tasks}. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + ports.http() + path);
    }

    public URI webSocketUrl(String path) {
        return URI.create("ws://127.0.0.1:" + ports.webSocket() + path);
    }

    public int grpcPort() {
        return ports.grpc();
    }

    public int adminPort() {
        return ports.admin();
    }

    /** The last lines of what it logged. */
    String logTail(int lines) {
        return tail(server.log(), lines);
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
