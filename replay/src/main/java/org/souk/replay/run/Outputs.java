package org.souk.replay.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.client.MarketRefused;
import org.souk.core.replay.RunEnd;
import org.souk.core.replay.RunResult;
import org.souk.ipfs.InvalidContent;
import org.souk.ipfs.LimitExceeded;
import org.souk.protocol.rest.StoredFile;
import org.souk.runtime.RunOutcome;

/** What a task wrote, on its way to where it is kept. */
public final class Outputs {
    private static final int PAYLOAD_TOO_LARGE = 413;

    private final Storage storage;
    private final RunFolders.RunFolder folder;
    private final Path root;

    /** Keeps a file or folder, or only tells its CID. */
    @FunctionalInterface
    public interface Storage {
        StoredFile store(Path fileOrFolder) throws IOException, InterruptedException;
    }

    public Outputs(Storage storage, RunFolders.RunFolder folder) {
        this.storage = storage;
        this.folder = folder;
        this.root = folder.root();
    }

    /**
     * Looks at what a program left, and stores it. Of one that the node failed nothing is kept.
     *
     * @param because why it ended, its outputs apart
     * @param paths the outputs that it shall have written
     */
    public RunResult result(RunOutcome outcome, RunEnd because, String why, List<String> paths)
            throws IOException, InterruptedException {
        RunEnd end = because;
        String detail = why;
        List<RunResult.Output> written = List.of();
        Optional<String> stdout = Optional.empty();
        Optional<String> stderr = Optional.empty();
        if (end != RunEnd.NODE_FAULT) {
            try {
                stdout = storedStream("stdout", folder.stdout());
                stderr = storedStream("stderr", folder.stderr());
                if (end == RunEnd.SUCCESS) {
                    written = stored(paths);
                }
            } catch (RunFailed e) {
                end = e.reason();
                detail = e.getMessage();
            }
        }
        RunResult.Use use = new RunResult.Use(outcome.fuel(), outcome.wall(), outcome.peakMemoryBytes());
        return new RunResult(end, detail, outcome.exitCode(), use, written, stdout, stderr);
    }

    /** So that a program can write its outputs without making folders first. */
    public void prepare(List<String> paths) throws IOException {
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
     * @throws RunFailed when one is missing, or of a kind or size that is not taken
     */
    private List<RunResult.Output> stored(List<String> paths) throws RunFailed, IOException, InterruptedException {
        for (String path : paths) {
            if (!isThere(path)) {
                throw new RunFailed(RunEnd.OUTPUT_MISSING, "the program ended well but did not write " + path);
            }
        }
        List<RunResult.Output> stored = new ArrayList<>(paths.size());
        for (String path : paths) {
            StoredFile file = store(path, inRoot(path));
            stored.add(new RunResult.Output(path, file.cid(), file.bytes()));
        }
        return stored;
    }

    /** The CID of what was written, empty when that is nothing. */
    private Optional<String> storedStream(String name, Path file) throws RunFailed, IOException, InterruptedException {
        return RunFolders.isEmpty(file)
                ? Optional.empty()
                : Optional.of(store(name, file).cid());
    }

    private StoredFile store(String name, Path file) throws RunFailed, IOException, InterruptedException {
        try {
            return storage.store(file);
        } catch (InvalidContent | LimitExceeded e) {
            throw new RunFailed(RunEnd.OUTPUT_MISSING, name + " cannot be kept: " + e.getMessage(), e);
        } catch (MarketRefused e) {
            if (e.status() == PAYLOAD_TOO_LARGE) {
                throw new RunFailed(RunEnd.STORAGE_LIMIT, name + ": " + e.getMessage(), e);
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
