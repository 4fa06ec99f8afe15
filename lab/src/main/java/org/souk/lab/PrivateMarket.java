package org.souk.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.souk.cli.local.LocalMarket;
import org.souk.cli.local.Ports;
import org.souk.cli.local.SoukScript;
import org.souk.cli.local.Teardown;
import org.souk.postgres.PostgresServer;

/** A market for one experiment, on a PostgreSQL of its own with default durability. */
public record PrivateMarket(LocalMarket market, PostgresServer database) {
    /**
     * Starts both, on free ports.
     *
     * @param folder for everything; its parents must be open to other users, see {@link #folder}
     * @param settings further {@code souk.*} keys
     */
    public static PrivateMarket start(SoukScript souk, Path folder, Map<String, String> settings, Teardown teardown)
            throws IOException, InterruptedException {
        return start(souk, folder, Ports.free(), settings, teardown);
    }

    /** As above, for who has to know the ports before. */
    public static PrivateMarket start(
            SoukScript souk, Path folder, Ports ports, Map<String, String> settings, Teardown teardown)
            throws IOException, InterruptedException {
        PostgresServer database = teardown.add(new PostgresServer(folder.resolve("postgres"), Map.of()));
        say("starting PostgreSQL");
        database.start();
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("souk.db.url", database.url());
        all.put("souk.db.user", PostgresServer.USER);
        all.put("souk.db.password", database.password());
        say("starting the control plane");
        return new PrivateMarket(LocalMarket.start(souk, folder.resolve("home"), ports, all, teardown), database);
    }

    /**
     * A temporary folder for it. PostgreSQL runs as another user when this is root: the way to its folder must be open.
     *
     * @param keep leaves it there and says where
     */
    public static Path folder(String prefix, boolean keep, Teardown teardown) throws IOException {
        if (keep) {
            Path kept = Files.createTempDirectory(prefix);
            say("all files are kept in " + kept);
            return opened(kept);
        }
        return opened(teardown.add(TemporaryFolder.create(prefix)).path());
    }

    /** As above, for who knows only in the end whether it is to be kept. */
    public static TemporaryFolder folder(String prefix, Teardown teardown) throws IOException {
        TemporaryFolder folder = teardown.add(TemporaryFolder.create(prefix));
        opened(folder.path());
        return folder;
    }

    private static Path opened(Path folder) throws IOException {
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /** To who watches the experiment. */
    public static void say(String text) {
        System.err.println("souk lab: " + text);
    }
}
