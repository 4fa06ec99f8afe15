package org.souk.cli.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.souk.agent.home.AgentHome;
import org.souk.cli.local.ControlPlane;
import org.souk.cli.local.LocalFailure;
import org.souk.cli.local.Ports;
import org.souk.cli.local.SoukScript;
import org.souk.client.file.Folders;

/**
 * The demo's folder: the market's home, the agents' homes and, in {@code results}, what the tasks have written. It is
 * emptied before each run, so a file marks it as one that may be.
 */
final class DemoHome implements AutoCloseable {
    static final String NODES = "nodes";
    private static final String MARK = "demo.lock";
    private static final String RESULTS = "results";
    private static final Set<String> KEPT = Set.of(MARK, RESULTS, "log");

    private final Path folder;
    private final FileChannel lock;

    private DemoHome(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes a folder the demo's, and empties it if an earlier demo has left it behind.
     *
     * @throws LocalFailure when it is used for something else, or by another demo at this moment
     */
    static DemoHome claim(Path wanted, SoukScript souk) throws IOException, InterruptedException {
        Path folder = wanted.toAbsolutePath().normalize();
        Path mark = folder.resolve(MARK);
        if (Files.exists(folder) && !Files.exists(mark) && !isEmptyFolder(folder)) {
            throw new LocalFailure(folder + " is not empty and no demo has made it; choose another --home");
        }
        Files.createDirectories(folder);
        FileChannel lock = FileChannel.open(mark, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isMine(lock)) {
            lock.close();
            throw new LocalFailure("another demo runs in " + folder + "; choose another --home");
        }
        DemoHome home = new DemoHome(folder, lock);
        home.stopLeftovers(souk);
        home.deleteAllBut(Set.of(MARK));
        return home;
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static boolean isMine(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** A demo that was killed could stop nothing. */
    private void stopLeftovers(SoukScript souk) throws IOException, InterruptedException {
        for (Path node : entries(folder.resolve(NODES))) {
            AgentHome.at(node).runningAgent().ifPresent(ProcessHandle::destroy);
        }
        if (Files.exists(folder.resolve("server.pid"))) {
            new ControlPlane(souk, folder, Ports.DEFAULT).down();
        }
    }

    Path folder() {
        return folder;
    }

    Path results() {
        return folder.resolve(RESULTS);
    }

    /** Removes everything but results and logs. */
    void tidy() throws IOException {
        deleteAllBut(KEPT);
    }

    private void deleteAllBut(Set<String> names) throws IOException {
        for (Path entry : entries(folder)) {
            if (!names.contains(entry.getFileName().toString())) {
                Folders.delete(entry);
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
