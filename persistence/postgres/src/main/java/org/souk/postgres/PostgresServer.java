package org.souk.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server for one run, on a free port of 127.0.0.1, that wants a password. Its settings are those of a new
 * installation unless told otherwise, so a commit is on the disk before it is acknowledged.
 *
 * <p>PostgreSQL refuses to run as root. Then it runs as {@code nobody}, by {@code setpriv} of util-linux.
 */
public final class PostgresServer implements AutoCloseable {
    /** The user and owner of everything. */
    public static final String USER = "souk";

    private static final String DATABASE = "postgres";
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);
    private static final long LOOK_MILLIS = 50;

    private final Path folder;
    private final Path data;
    private final Map<String, String> settings;
    private final Account account;
    private final int port;
    private final String password = UUID.randomUUID().toString();
    private volatile Process server;

    /**
     * Not started yet.
     *
     * @param folder for programs, data and log, made at the start; every parent of it must be open to all users when this
     *     is root
     * @param settings of {@code postgresql.conf} that are not the default ones, such as {@code fsync} → {@code off}
     */
    public PostgresServer(Path folder, Map<String, String> settings) throws IOException {
        this.folder = folder.toAbsolutePath();
        this.data = this.folder.resolve("data");
        this.settings = Map.copyOf(settings);
        this.account = Account.unprivileged();
        this.port = freePort();
    }

    /**
     * Starts one that lives as long as this JVM, in a folder under {@code java.io.tmpdir} that goes with it.
     *
     * @throws IOException when it does not start; the message has what the program said
     */
    public static PostgresServer untilExit(Map<String, String> settings) throws IOException {
        Path folder = Files.createTempDirectory("souk-postgres-");
        PostgresServer server = new PostgresServer(folder, settings);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            deleteTree(folder);
                        },
                        "stop-postgres"));
        server.start();
        return server;
    }

    /**
     * Starts it and waits until it takes connections, a few seconds.
     *
     * @throws IOException when it does not start; the message has what the program said
     */
    public void start() throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Path programs = Files.createDirectory(folder.resolve("programs")).resolve("bin");
        PostgresArchive.extract(programs.getParent());
        account.own(programs.getParent());
        try {
            initialize(programs);
            List<String> arguments =
                    new ArrayList<>(List.of("-D", data.toString(), "-p", Integer.toString(port), "-h", "127.0.0.1"));
            arguments.addAll(List.of("-c", "unix_socket_directories="));
            settings.forEach((key, value) -> arguments.addAll(List.of("-c", key + "=" + value)));
            server = run(programs.resolve("postgres"), arguments);
            awaitReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL started", e);
        }
    }

    private void initialize(Path programs) throws IOException, InterruptedException {
        account.own(Files.createDirectory(
                data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        Path secret = folder.resolve("password");
        Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, password);
        account.own(secret);
        Process initdb = run(
                programs.resolve("initdb"),
                List.of(
                        "-D",
                        data.toString(),
                        "-U",
                        USER,
                        "-A",
                        "scram-sha-256",
                        "--pwfile",
                        secret.toString(),
                        "-E",
                        "UTF8",
                        "--locale=C",
                        "-N"));
        if (!initdb.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS) || initdb.exitValue() != 0) {
            initdb.destroyForcibly();
            throw failed("PostgreSQL could not be set up");
        }
        Files.delete(secret);
    }

    private Process run(Path program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(account.prefix());
        command.add(program.toString());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    /** The last line of its pid file says {@code ready} once it takes connections. */
    private void awaitReady() throws IOException, InterruptedException {
        Path state = data.resolve("postmaster.pid");
        long began = System.nanoTime();
        while (!isReady(state)) {
            if (!server.isAlive() || System.nanoTime() - began > START_LIMIT.toNanos()) {
                throw failed("PostgreSQL did not start");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static boolean isReady(Path state) throws IOException {
        return Files.isRegularFile(state)
                && Files.readAllLines(state).stream()
                        .anyMatch(line -> line.strip().equals("ready"));
    }

    private IOException failed(String what) throws IOException {
        List<String> said = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
        return new IOException(
                what + ": " + String.join("\n", said.subList(Math.max(0, said.size() - 5), said.size())));
    }

    /** The JDBC URL, without user and password. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    public String password() {
        return password;
    }

    /** Of the server; its connections are its children. */
    public long pid() {
        return server.pid();
    }

    /** What its programs have said. */
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private static void deleteTree(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException failed) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
