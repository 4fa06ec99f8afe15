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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A PostgreSQL server on a free port of 127.0.0.1, in a new directory under {@code java.io.tmpdir} that is deleted when
 * it is closed or when the JVM exits. Everybody on this machine may log in as {@code souk} without a password.
 *
 * <p>PostgreSQL refuses to run as root. Then it runs as {@code nobody}, by {@code setpriv} of util-linux.
 */
public final class PostgresServer implements AutoCloseable {
    /** The user and owner of everything. */
    public static final String USER = "souk";

    private static final String DATABASE = "postgres";

    private final Path home;
    private final Path programs;
    private final Path data;
    private final int port;
    private final Account account;
    private final Thread atExit = new Thread(this::stop, "stop-postgres");
    private boolean stopped;

    private PostgresServer(Path home, int port, Account account) {
        this.home = home;
        this.programs = home.resolve("postgres");
        this.data = home.resolve("data");
        this.port = port;
        this.account = account;
    }

    /**
     * Starts a server and waits until it takes connections, a few seconds.
     *
     * @param settings of {@code postgresql.conf}, such as {@code fsync} → {@code off}; without any it is as durable as
     *     PostgreSQL is by default
     * @throws IOException when it does not start; the message has what the program said
     */
    public static PostgresServer start(Map<String, String> settings) throws IOException {
        Path home = Files.createTempDirectory("souk-postgres-");
        Account account = Account.unprivileged();
        PostgresServer server = new PostgresServer(home, freePort(), account);
        try {
            server.install();
            server.run(settings);
        } catch (IOException | RuntimeException e) {
            deleteTree(home);
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(server.atExit);
        return server;
    }

    public int port() {
        return port;
    }

    /** The JDBC URL, without user. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /** What the server has logged. */
    public Path log() {
        return home.resolve("log");
    }

    private void install() throws IOException {
        Files.createDirectory(programs);
        PostgresArchive.extract(programs);
        Files.createDirectory(data);
        account.own(home);
        execute("initdb", List.of("-D", data.toString(), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"));
    }

    private void run(Map<String, String> settings) throws IOException {
        String options = "-p " + port + " -h 127.0.0.1 -k ''"
                + settings.entrySet().stream()
                        .map(setting -> " -c " + setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining());
        execute(
                "pg_ctl",
                List.of("start", "-w", "-t", "60", "-D", data.toString(), "-l", log().toString(), "-o", options));
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        stop();
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            execute("pg_ctl", List.of("stop", "-w", "-m", "fast", "-D", data.toString()));
            deleteTree(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void execute(String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(account.prefix());
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        // The server that pg_ctl leaves behind keeps what it inherits: a pipe would never end.
        Path output = home.resolve(program + ".out");
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            int exit = process.waitFor();
            if (exit != 0) {
                String logged = Files.exists(log()) ? Files.readString(log()) : "";
                throw new IOException(program + " ended with " + exit + ": " + Files.readString(output) + logged);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + program + " ran", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private static void deleteTree(Path root) throws IOException {
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
    }
}
