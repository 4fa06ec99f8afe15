package org.souk.cli.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.souk.client.Credentials;
import org.souk.client.MarketAddress;
import org.souk.protocol.json.Json;
import org.souk.protocol.json.Malformed;

/** A control plane in a home folder of its own. */
public final class ControlPlane implements AutoCloseable {
    private final SoukScript souk;
    private final Path home;
    private final Ports ports;
    private Process starting;

    public ControlPlane(SoukScript souk, Path home, Ports ports) {
        this.souk = souk;
        this.home = home.toAbsolutePath();
        this.ports = ports;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param settings further {@code souk.*} keys
     * @return how long it took
     */
    public Duration start(Map<String, String> settings) throws IOException, InterruptedException {
        Files.createDirectories(home);
        writeSettings(settings);
        return startAgain();
    }

    /** Starts it with the settings that it had before, and waits until it is ready. */
    public Duration startAgain() throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process up;
        synchronized (this) {
            up = souk.start("up", "--home", home.toString());
            starting = up;
        }
        if (up.waitFor() != 0) {
            throw new LocalFailure("the control plane did not start; its log is " + log());
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** In a file and not on a command line, since some are secret. */
    private void writeSettings(Map<String, String> settings) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("souk.http.port", Integer.toString(ports.http()));
        all.put("souk.websocket.port", Integer.toString(ports.webSocket()));
        all.put("souk.grpc.port", Integer.toString(ports.grpc()));
        all.put("souk.admin.port", Integer.toString(ports.admin()));
        all.putAll(settings);
        StringBuilder text = new StringBuilder();
        all.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        Path file = home.resolve("souk.properties");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    public URI server() {
        return URI.create("http://127.0.0.1:" + ports.http());
    }

    public MarketAddress address() {
        return MarketAddress.of(server().toString(), "ws://127.0.0.1:" + ports.webSocket());
    }

    /** Who may open accounts and see everything. */
    public Credentials operator() throws LocalFailure {
        Path file = home.resolve("operator.json");
        try {
            return Json.read(Files.readString(file), Credentials.class);
        } catch (IOException | Malformed e) {
            throw new LocalFailure("the operator's credentials cannot be read from " + file, e);
        }
    }

    public Path log() {
        return home.resolve("log").resolve("server.log");
    }

    /** Of the server's process. */
    public long pid() throws LocalFailure {
        Path file = home.resolve("server.pid");
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            throw new LocalFailure("the server's process id cannot be read from " + file, e);
        }
    }

    /** As a power cut would, and waits until it is gone. */
    public void kill() throws LocalFailure {
        ProcessHandle.of(pid()).ifPresent(server -> {
            server.destroyForcibly();
            server.onExit().join();
        });
    }

    /** Stops it in whatever state it is. */
    @Override
    public void close() throws IOException, InterruptedException {
        synchronized (this) {
            if (starting == null) {
                return;
            }
            // Told to end, the script leaves the server that it waits for behind; "down" finds it.
            starting.destroy();
            if (!starting.waitFor(10, TimeUnit.SECONDS)) {
                starting.destroyForcibly();
            }
        }
        down();
    }

    /** Stops a server that an earlier run may have left behind in this home. */
    public void down() throws IOException, InterruptedException {
        souk.start(home.resolve("down.log"), "down", "--home", home.toString()).waitFor();
    }
}
