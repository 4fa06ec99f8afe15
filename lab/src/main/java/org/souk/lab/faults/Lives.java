package org.souk.lab.faults;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * When which copy of a program lived, by the growth of the file into which it writes while it runs. A copy that stands still
 * between lives; one that was restored and never ran does not. While a copy is restored its file grows as well, once for each
 * part of a snapshot that comes, so only what grows after {@link #RESTORED_WITHIN} such looks is taken for life: it lasts from
 * there to the last look at which the file had grown. Two that live together for less than a tenth of a second may therefore
 * be missed. Thread-safe.
 */
final class Lives {
    /** Of one copy; times in nanoseconds. */
    record Span(long from, long to) {}

    /** More parts than a move or a checkpoint sends; a program writes hundreds of times. */
    static final int RESTORED_WITHIN = 10;

    private static final class Copy {
        private long size;
        private int growths;
        private Span life;
    }

    private final Map<String, Map<String, Copy>> copies = new HashMap<>();

    /**
     * One look.
     *
     * @param program whose copies are counted together
     * @param place of the copy, never that of another
     * @param size of its file
     * @param now in nanoseconds
     */
    synchronized void seen(String program, String place, long size, long now) {
        Map<String, Copy> all = copies.computeIfAbsent(program, key -> new HashMap<>());
        Copy copy = all.get(place);
        if (copy == null) {
            copy = new Copy();
            copy.size = size;
            all.put(place, copy);
        } else if (size > copy.size) {
            copy.size = size;
            copy.growths++;
            if (copy.growths > RESTORED_WITHIN) {
                copy.life = new Span(copy.life == null ? now : copy.life.from(), now);
            }
        }
    }

    /** The most copies of a program that lived at the same time; 0 when it was never seen to run. */
    synchronized int most(String program) {
        return depth(lives(program));
    }

    /** How many copies of a program have lived at any time. */
    synchronized int lived(String program) {
        return lives(program).size();
    }

    private List<Span> lives(String program) {
        return copies.getOrDefault(program, Map.of()).values().stream()
                .map(copy -> copy.life)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Forgets a program. */
    synchronized void forget(String program) {
        copies.remove(program);
    }

    /** The most spans that overlap; touching is not overlapping, for one look may see the end of one and the beginning of the next. */
    static int depth(Collection<Span> spans) {
        int most = 0;
        for (Span begins : spans) {
            int others = 0;
            for (Span other : spans) {
                boolean overlaps = other != begins && other.from() <= begins.from() && begins.from() < other.to();
                others += overlaps ? 1 : 0;
            }
            most = Math.max(most, others + 1);
        }
        return most;
    }
}
