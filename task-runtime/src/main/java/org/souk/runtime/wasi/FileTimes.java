package org.souk.runtime.wasi;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.souk.runtime.snapshot.SnapshotRefused;
import org.souk.runtime.snapshot.StateReader;
import org.souk.runtime.snapshot.StateWriter;
import org.souk.runtime.wasi.FileTree.Place;

/**
 * When files and directories were read, written and changed, by the program's clock. What the program has not touched is as
 * old as its run. The host's times are never looked at: they would differ from machine to machine.
 */
final class FileTimes {

    private static final int MAX_PATH = 64 << 10;
    private static final int MAX_FILES = 1_000_000;
    private static final int MIN_ENTRY = 4 + 3 * 8;

    /** Nanoseconds since 1970. As nothing notes who reads, a file was last read when it was made, or as the program says. */
    record Times(long accessed, long modified, long changed) {}

    private final ProgramClock clock;

    /** By the guest's path, without a slash at its beginning. */
    private final TreeMap<String, Times> touched = new TreeMap<>();

    FileTimes(ProgramClock clock) {
        this.clock = clock;
    }

    long now() {
        return clock.realTime();
    }

    Times of(Place place) {
        return of(key(place.guest()));
    }

    private Times of(String path) {
        long start = clock.start();
        return touched.getOrDefault(path, new Times(start, start, start));
    }

    /** It is new here. */
    void made(Place place) {
        long now = now();
        touched.put(key(place.guest()), new Times(now, now, now));
        entriesChanged(place);
    }

    /** Its content is another. */
    void modified(Place place) {
        modified(key(place.guest()));
    }

    private void modified(String path) {
        long now = now();
        touched.put(path, new Times(of(path).accessed, now, now));
    }

    /** The program says when it was read and written. */
    void set(Place place, long accessed, long modified) {
        touched.put(key(place.guest()), new Times(accessed, modified, now()));
    }

    /** It is not here any more. */
    void removed(Place place) {
        touched.remove(key(place.guest()));
        entriesChanged(place);
    }

    /** It has another name now, and takes its times along, as all does that is below it. */
    void moved(Place from, Place to) {
        String old = key(from.guest());
        String present = key(to.guest());
        Times own = of(old);
        // Whatever is below a directory is between its path with a slash and its path with what comes after a slash.
        SortedMap<String, Times> inside = touched.subMap(old + "/", old + "0");
        Map<String, Times> below = new TreeMap<>(inside);
        inside.clear();
        touched.remove(old);
        below.forEach((path, times) -> touched.put(present + path.substring(old.length()), times));
        touched.put(present, new Times(own.accessed, own.modified, now()));
        entriesChanged(from);
        entriesChanged(to);
    }

    private void entriesChanged(Place entry) {
        modified(key(entry.guest().subList(0, entry.guest().size() - 1)));
    }

    private static String key(List<String> names) {
        return String.join("/", names);
    }

    void saveTo(StateWriter state) {
        state.number(touched.size());
        touched.forEach((path, times) ->
                state.text(path).large(times.accessed).large(times.modified).large(times.changed));
    }

    void restoreFrom(StateReader state) throws SnapshotRefused {
        int count = state.count("times of files", MAX_FILES, MIN_ENTRY);
        for (int i = 0; i < count; i++) {
            String path = state.text("path of a file with times", MAX_PATH);
            FileTree.names(path);
            Times times = new Times(
                    state.large("time of a file"), state.large("time of a file"), state.large("time of a file"));
            touched.put(path, times);
        }
    }
}
