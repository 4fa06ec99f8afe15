package org.souk.agent.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.souk.client.MarketRefused;
import org.souk.ipfs.InvalidContent;
import org.souk.ipfs.LimitExceeded;
import org.souk.protocol.rest.OutputBody;
import org.souk.protocol.rest.StoredFile;

/** What a task wrote, on its way to where it is kept. */
final class Outputs {
    private static final int PAYLOAD_TOO_LARGE = 413;

    private final Storage storage;
    private final RunFolders.RunFolder folder;
    private final Path root;

    /** Keeps a file or folder, or only tells its CID. */
    @FunctionalInterface
    interface Storage {
        StoredFile store(Path fileOrFolder) throws IOException, InterruptedException;
    }

    Outputs(Storage storage, RunFolders.RunFolder folder) {
        this.storage = storage;
        this.folder = folder;
        this.root = folder.root();
    }

    /** So that a program can write its outputs without making folders first. */
    void prepare(List<String> paths) throws IOException {
        for (String path : paths) {
            Path parent = inRoot(path).getParent();
            if (!parent.equals(root)) {
                Files.createDirectories(parent);
            }
        }
    }

    /**
     * Stores the outputs.
     *
     * @throws AttemptFailed when one is missing, or of a kind or size that is not taken
     */
    List<OutputBody> store(List<String> paths) throws AttemptFailed, IOException, InterruptedException {
        for (String path : paths) {
            if (!isThere(path)) {
                throw new AttemptFailed(EndReason.OUTPUT_MISSING, "the program ended well but did not write " + path);
            }
        }
        List<OutputBody> stored = new ArrayList<>(paths.size());
        for (String path : paths) {
            StoredFile file = store(path, inRoot(path));
            stored.add(new OutputBody(path, file.cid(), file.bytes()));
        }
        return stored;
    }

    /** The CID of what was written to standard output, null when that is nothing. */
    String storeStdout() throws AttemptFailed, IOException, InterruptedException {
        return storeStream("stdout", folder.stdout());
    }

    /** Likewise of standard error. */
    String storeStderr() throws AttemptFailed, IOException, InterruptedException {
        return storeStream("stderr", folder.stderr());
    }

    private String storeStream(String name, Path file) throws AttemptFailed, IOException, InterruptedException {
        return RunFolders.isEmpty(file) ? null : store(name, file).cid();
    }

    private StoredFile store(String name, Path file) throws AttemptFailed, IOException, InterruptedException {
        try {
            return storage.store(file);
        } catch (InvalidContent | LimitExceeded e) {
            throw new AttemptFailed(EndReason.OUTPUT_MISSING, name + " cannot be kept: " + e.getMessage(), e);
        } catch (MarketRefused e) {
            if (e.status() == PAYLOAD_TOO_LARGE) {
                throw new AttemptFailed(EndReason.STORAGE_LIMIT, name + ": " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** No step of the way may be a symbolic link: it could lead to a file of the owner's. */
    private boolean isThere(String path) {
        Path step = root;
        for (Path part : root.relativize(inRoot(path))) {
            step = step.resolve(part);
            if (Files.isSymbolicLink(step)) {
                return false;
            }
        }
        return Files.exists(step, LinkOption.NOFOLLOW_LINKS);
    }

    private Path inRoot(String path) {
        Path inside = root.resolve(path.substring(1)).normalize();
        if (!path.startsWith("/") || !inside.startsWith(root) || inside.equals(root)) {
            throw new IllegalArgumentException("outputs: '" + path + "' is not an absolute path");
        }
        return inside;
    }
}
