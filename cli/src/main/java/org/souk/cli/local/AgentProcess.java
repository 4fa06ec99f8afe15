package org.souk.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.souk.agent.home.AgentHome;

/** A node agent of an enrolled home, as a process of its own. */
public final class AgentProcess implements AutoCloseable {
    private static final int STOP_SECONDS = 12;

    private final SoukScript souk;
    private final AgentHome home;
    private Process process;

    public AgentProcess(SoukScript souk, AgentHome home) {
        this.souk = souk;
        this.home = home;
    }

    public synchronized void start() throws IOException {
        Path output = Files.createDirectories(home.folder()).resolve("console.log");
        process = souk.start(output, "node", "start", "--home", home.folder().toString());
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    public synchronized long pid() {
        return process.pid();
    }

    /** The processes in which it runs tasks. */
    public synchronized List<ProcessHandle> workers() {
        return process.descendants().toList();
    }

    /** As a power cut would, and waits until it is gone; it may be started again. */
    public synchronized void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public Path log() {
        return home.folder().resolve("console.log");
    }

    /** Lets it say good-bye, for a moment. */
    @Override
    public synchronized void close() throws InterruptedException {
        if (process == null) {
            return;
        }
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
