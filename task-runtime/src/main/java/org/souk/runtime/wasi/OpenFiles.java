package org.souk.runtime.wasi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.souk.runtime.wasi.FileTree.Place;

/** The regular files that are open, one for each file however many descriptors it has. */
final class OpenFiles {

    private final StorageQuota quota;
    private final FileJournal journal;
    private final FileTimes times;
    private final Map<Path, OpenFile> byHost = new HashMap<>();
    private final Map<OpenFile, Integer> uses = new LinkedHashMap<>();

    OpenFiles(StorageQuota quota, FileJournal journal, FileTimes times) {
        this.quota = quota;
        this.journal = journal;
        this.times = times;
    }

    OpenFile open(Place place) throws IOException {
        OpenFile file = reopen(place);
        used(file);
        return file;
    }

    /** Opens it for descriptors of which {@link #used} will tell. */
    OpenFile reopen(Place place) throws IOException {
        OpenFile file = byHost.get(place.host());
        if (file == null) {
            file = new OpenFile(place, channel(place), quota, journal, times);
            byHost.put(place.host(), file);
        }
        return file;
    }

    /** One more descriptor has it. */
    void used(OpenFile file) {
        uses.merge(file, 1, Integer::sum);
    }

    /** Opens a file and deletes it: it goes on without a name, as that place's file once did. */
    OpenFile openUnnamed(Place place, Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        Files.delete(file);
        OpenFile unnamed = new OpenFile(place, channel, quota, journal, times);
        unnamed.markDeleted();
        return unnamed;
    }

    /** All that are open, each once. */
    Set<OpenFile> all() {
        return uses.keySet();
    }

    private static FileChannel channel(Place place) throws IOException {
        Set<OpenOption> reading = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        if (!place.writable()) {
            return FileChannel.open(place.host(), reading);
        }
        try {
            return FileChannel.open(
                    place.host(), Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        } catch (AccessDeniedException e) {
            // A file that its owner has protected can still be read; writing to it fails when it is tried.
            return FileChannel.open(place.host(), reading);
        }
    }

    void close(OpenFile file) throws IOException {
        if (uses.merge(file, -1, Integer::sum) == 0) {
            uses.remove(file);
            byHost.values().remove(file);
            file.close();
        }
    }

    /** Tells that the name is gone, with this much content: given back now, or when the last descriptor is closed. */
    void deleted(Path host, long size) {
        quota.giveBack(StorageQuota.ENTRY);
        OpenFile file = byHost.remove(host);
        if (file == null) {
            quota.giveBack(size);
        } else {
            file.markDeleted();
        }
    }

    /** Tells that a file or directory has another name now. */
    void moved(Place from, Place to) {
        Map<Path, OpenFile> moved = new HashMap<>();
        byHost.entrySet().removeIf(entry -> {
            OpenFile file = entry.getValue();
            if (!entry.getKey().startsWith(from.host())) {
                return false;
            }
            file.moved(to.below(from.host().relativize(entry.getKey())));
            moved.put(file.place().host(), file);
            return true;
        });
        byHost.putAll(moved);
    }

    void closeAll() throws IOException {
        for (OpenFile file : uses.keySet()) {
            file.close();
        }
        uses.clear();
        byHost.clear();
    }
}
