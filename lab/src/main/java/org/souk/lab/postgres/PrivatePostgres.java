package org.souk.lab.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.souk.lab.ExperimentFailed;

/**
 * A PostgreSQL server for one run. Its settings are those of a new installation, so a commit is on the disk before it is
 * acknowledged ({@code fsync} and {@code synchronous_commit} are on). It listens on the loopback address only and wants
 * a password.
 *
 * <p>PostgreSQL refuses to run as root; root runs it as {@code nobody}.
 */
public final class PrivatePostgres implements AutoCloseable {
    private static final String USER = "souk";
    private static final String DATABASE = "postgres";
    private static final String UNPRIVILEGED = "nobody";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 50;

    private final Path folder;
    private final int port;
    private final String password = UUID.randomUUID().toString();
    private final boolean root = "root".equals(System.getProperty("user.name"));
    private volatile Process server;

    /**
     * @param folder for programs, data and log; every parent of it must be open to all users when this is root
     * @param port a free one
     */
    public PrivatePostgres(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** @throws ExperimentFailed when it does not come up, with the place of its log */
    public void start() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Path programs = Files.createDirectory(folder.resolve("programs"));
        PostgresBinaries.unpack(programs);
        Files.setPosixFilePermissions(programs, PosixFilePermissions.fromString("rwxr-xr-x"));
        initialize(programs);
        server = run(
                programs.resolve("bin/postgres"),
                List.of(
                        "-D",
                        data().toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories="));
        awaitReady();
    }

    private void initialize(Path programs) throws IOException, InterruptedException {
        owned(Files.createDirectory(
                data(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        Path secret = folder.resolve("password");
        Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, password);
        owned(secret);
        Process initdb = run(
                programs.resolve("bin/initdb"),
                List.of(
                        "-D",
                        data().toString(),
                        "-U",
                        USER,
                        "-A",
                        "scram-sha-256",
                        "--pwfile",
                        secret.toString(),
                        "-E",
                        "UTF8",
                        "--locale",
                        "C"));
        if (!initdb.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS) || initdb.exitValue() != 0) {
            initdb.destroyForcibly();
            throw failed("PostgreSQL could not be set up");
        }
        Files.delete(secret);
    }

    private void owned(Path path) throws IOException {
        if (root) {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(UNPRIVILEGED));
        }
    }

    private Process run(Path program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (root) {
            command.addAll(List.of("setpriv", "--reuid", UNPRIVILEGED, "--regid", group(), "--clear-groups", "--"));
        }
        command.add(program.toString());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    /** The number of its group, whose name is not the same everywhere. */
    private static String group() throws IOException {
        Process id = new ProcessBuilder("id", "-g", UNPRIVILEGED).start();
        try (InputStream said = id.getInputStream()) {
            return new String(said.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }

    /** The last line of its pid file says {@code ready} once it takes connections. */
    private void awaitReady() throws IOException, InterruptedException {
        Path state = data().resolve("postmaster.pid");
        long began = System.nanoTime();
        while (!isReady(state)) {
            if (!server.isAlive() || System.nanoTime() - began > START_LIMIT.toNanos()) {
                throw failed("PostgreSQL did not start");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static boolean isReady(Path state) throws IOException {
        return Files.isRegularFile(state)
                && Files.readAllLines(state).stream()
                        .anyMatch(line -> line.strip().equals("ready"));
    }

    private ExperimentFailed failed(String what) throws IOException {
        List<String> said = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
        return new ExperimentFailed(
                what + ": " + String.join("\n", said.subList(Math.max(0, said.size() - 5), said.size())));
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** Of the server; its connections are its children. */
    public long pid() {
        return server.pid();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.resolve("postgres.log");
    }

    /** Stops it, whether or not it ever came up. */
    @Override
    public void close() {
        Process running = server;
        if (running == null || !running.isAlive()) {
            return;
        }
        // SIGINT, PostgreSQL's fast shutdown, is not Java's to send; SIGTERM would wait for the connections to end.
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(running.pid()))
                    .start()
                    .waitFor();
            if (!running.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (IOException e) {
            running.destroyForcibly();
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
