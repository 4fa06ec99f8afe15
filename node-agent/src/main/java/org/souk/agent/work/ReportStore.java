package org.souk.agent.work;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.souk.protocol.json.Json;
import org.souk.protocol.json.Malformed;
import org.souk.protocol.node.AgentFrame;
import org.souk.protocol.node.AgentFrame.Ended;

/**
 * Reports that the market has not acknowledged, one file each, so that an agent that is killed sends them when it is
 * started again. A report that a loss of power takes is no harm: the market tries the task again. Thread-safe.
 */
public final class ReportStore {
    private static final System.Logger LOG = System.getLogger(ReportStore.class.getName());
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final Map<AttemptId, Ended> reports = new LinkedHashMap<>();

    private ReportStore(Path folder) {
        this.folder = folder;
    }

    /** Opens the store in a folder, which is created when needed, with the reports that are there. */
    public static ReportStore open(Path folder) throws IOException {
        ReportStore store = new ReportStore(Files.createDirectories(folder));
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.sorted().toList();
        }
        for (Path file : files) {
            store.load(file);
        }
        return store;
    }

    private void load(Path file) throws IOException {
        // Anything else is a report that was being written: its attempt is tried again.
        if (file.getFileName().toString().endsWith(SUFFIX)) {
            try {
                if (Json.read(Files.readString(file), AgentFrame.class) instanceof Ended report) {
                    reports.put(idOf(report), report);
                    return;
                }
            } catch (Malformed | IllegalArgumentException e) {
                LOG.log(Level.WARNING, "The report {0} is damaged and dropped: {1}", file, e.getMessage());
            }
        }
        Files.delete(file);
    }

    /** Keeps a report until it is acknowledged. */
    public synchronized void save(Ended report) throws IOException {
        AttemptId id = idOf(report);
        // First, so that a full disk does not keep the market from hearing of it.
        reports.put(id, report);
        Path file = fileOf(id);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, Json.bytes(report));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    public synchronized Optional<Ended> find(AttemptId id) {
        return Optional.ofNullable(reports.get(id));
    }

    /** All reports, oldest first. */
    public synchronized List<Ended> all() {
        return List.copyOf(reports.values());
    }

    /** The market has the report. */
    public synchronized void forget(AttemptId id) throws IOException {
        if (reports.remove(id) != null) {
            Files.deleteIfExists(fileOf(id));
        }
    }

    static AttemptId idOf(Ended report) {
        return new AttemptId(report.task(), report.attempt());
    }

    private Path fileOf(AttemptId id) {
        return folder.resolve(id.task() + "." + id.number() + SUFFIX);
    }
}
