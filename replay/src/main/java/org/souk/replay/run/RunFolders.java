package org.souk.replay.run;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.souk.client.file.Folders;

/**
 * Folders for runs: {@code root}, which the task sees as {@code /}, and the files {@code stdout} and {@code stderr}. A
 * folder in which a run left nothing is used again, so that a small task costs no file-system work. Thread-safe.
 */
public final class RunFolders {
    private static final System.Logger LOG = System.getLogger(RunFolders.class.getName());

    private final Path parent;
    private final ConcurrentLinkedDeque<RunFolder> clean = new ConcurrentLinkedDeque<>();
    private final AtomicLong names = new AtomicLong();

    /** Everything that a process before this one left in the folder is deleted. */
    public RunFolders(Path parent) throws IOException {
        this.parent = Folders.cleared(parent);
    }

    /** A folder without anything in it but an empty root. */
    public RunFolder take() throws IOException {
        RunFolder used = clean.poll();
        if (used != null) {
            return used;
        }
        RunFolder fresh = new RunFolder(parent.resolve(Long.toString(names.incrementAndGet())));
        Files.createDirectories(fresh.root());
        return fresh;
    }

    /** One run's folder; closing it deletes what is in it. */
    public final class RunFolder implements AutoCloseable {
        private final Path folder;

        private RunFolder(Path folder) {
            this.folder = folder;
        }

        public Path folder() {
            return folder;
        }

        public Path root() {
            return folder.resolve("root");
        }

        public Path stdout() {
            return folder.resolve("stdout");
        }

        public Path stderr() {
            return folder.resolve("stderr");
        }

        /** The snapshot that the program begins with. */
        public Path snapshot() {
            return folder.resolve("snapshot");
        }

        /** The snapshot with which the program leaves. */
        public Path departure() {
            return folder.resolve("departure");
        }

        /** The program's latest checkpoint. */
        public Path checkpoint() {
            return folder.resolve("checkpoint");
        }

        /** Never fails, for a run has come to its end before: what cannot be deleted is left and told. */
        @Override
        public void close() {
            try {
                Files.deleteIfExists(snapshot());
                Files.deleteIfExists(departure());
                Files.deleteIfExists(checkpoint());
                if (isEmpty(stdout()) && isEmpty(stderr()) && hasNoEntries(root()) && hasOnlyItsOwn()) {
                    clean.push(this);
                } else {
                    Folders.delete(folder);
                }
            } catch (IOException e) {
                LOG.log(Level.WARNING, "The folder " + folder + " of a run could not be deleted", e);
            }
        }

        private boolean hasOnlyItsOwn() throws IOException {
            Set<Path> own = Set.of(root(), stdout(), stderr());
            try (Stream<Path> all = Files.list(folder)) {
                return all.allMatch(own::contains);
            }
        }
    }

    static boolean isEmpty(Path file) throws IOException {
        return !Files.exists(file) || Files.size(file) == 0;
    }

    private static boolean hasNoEntries(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }
}
