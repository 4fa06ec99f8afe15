package org.souk.agent.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.souk.client.file.PrivateFile;
import org.souk.protocol.json.Json;
import org.souk.protocol.json.Malformed;

/**
 * A node's folder:
 *
 * <pre>
 * node.json     identity and secret, readable by the owner alone
 * agent.lock    held by the running agent, with its process id
 * agent.log     what it did
 * cache/        content that tasks read
 * reports/      reports that the market has not acknowledged
 * runs/         folders of attempts; cleared at every start
 * workers/      log and class archive of the workers
 * </pre>
 */
public final class AgentHome {
    private final Path folder;

    private AgentHome(Path folder) {
        this.folder = folder;
    }

    /** The home in a folder, which need not exist yet. */
    public static AgentHome at(Path folder) {
        return new AgentHome(folder.toAbsolutePath().normalize());
    }

    public Path folder() {
        return folder;
    }

    public Path log() {
        return folder.resolve("agent.log");
    }

    public Path cache() {
        return folder.resolve("cache");
    }

    public Path reports() {
        return folder.resolve("reports");
    }

    public Path runs() {
        return folder.resolve("runs");
    }

    public Path workers() {
        return folder.resolve("workers");
    }

    private Path identityFile() {
        return folder.resolve("node.json");
    }

    private Path lockFile() {
        return folder.resolve("agent.lock");
    }

    /**
     * The node that this folder is, if it is enrolled.
     *
     * @throws IOException when there is an identity that cannot be read
     */
    public Optional<NodeIdentity> identity() throws IOException {
        try {
            return Optional.of(Json.read(Files.readString(identityFile()), NodeIdentity.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (Malformed e) {
            throw new IOException(identityFile() + " is damaged: " + e.field() + " " + e.getMessage(), e);
        }
    }

    public void save(NodeIdentity identity) throws IOException {
        PrivateFile.write(identityFile(), Json.bytes(identity));
    }

    /** Held as long as the agent runs; the system gives it up when the process dies. */
    public static final class Lock implements AutoCloseable {
        private final AgentHome home;
        private final FileChannel channel;

        private Lock(AgentHome home, FileChannel channel) {
            this.home = home;
            this.channel = channel;
        }

        public AgentHome home() {
            return home;
        }

        @Override
        public void close() throws IOException {
            channel.truncate(0);
            channel.close();
        }
    }

    /**
     * Takes the home for this process.
     *
     * @throws HomeInUse when another agent has it
     */
    public Lock lock() throws IOException {
        Files.createDirectories(folder);
        FileChannel channel = FileChannel.open(
                lockFile(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new HomeInUse(folder);
        }
        channel.truncate(0);
        String pid = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        return new Lock(this, channel);
    }

    /**
     * The agent that runs on this home, if any. A process id that an agent left behind when it was killed does not
     * count, since its lock is gone.
     */
    public Optional<ProcessHandle> runningAgent() throws IOException {
        try (FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (tryLock(channel) != null) {
                return Optional.empty();
            }
            String pid = Files.readString(lockFile(), StandardCharsets.US_ASCII).strip();
            return pid.matches("[0-9]{1,18}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
