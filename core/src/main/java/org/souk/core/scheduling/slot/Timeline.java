package org.souk.core.scheduling.slot;

import java.util.Arrays;
import java.util.OptionalLong;
import org.souk.core.units.Resources;

/**
 * What of a node is taken when: a step function of time, made of bookings. Times are milliseconds since 1970; a booking
 * holds from its start, inclusive, to its end, exclusive. All queries take time in proportion to the number of steps.
 */
public final class Timeline {
    private static final int FIRST_STEPS = 16;

    private final long cpu;
    private final long ram;
    private final long storage;

    /** Step i holds from times[i] until times[i + 1], the last one for ever; the first one begins before all times. */
    private long[] times = new long[FIRST_STEPS];

    private long[] cpuTaken = new long[FIRST_STEPS];
    private long[] ramTaken = new long[FIRST_STEPS];
    private long[] storageTaken = new long[FIRST_STEPS];
    private int steps = 1;

    /** @param capacity what there is at any time; it may already be less than what is booked */
    public Timeline(Resources capacity) {
        cpu = capacity.cpu().value();
        ram = capacity.ram().count();
        storage = capacity.storage().count();
        times[0] = Long.MIN_VALUE;
    }

    public void book(long start, long end, Resources taken) {
        add(start, end, taken, 1);
    }

    /** Takes a booking back. */
    void cancel(long start, long end, Resources taken) {
        add(start, end, taken, -1);
    }

    private void add(long start, long end, Resources taken, int sign) {
        if (end <= start) {
            return;
        }
        int first = stepFrom(start);
        int last = stepFrom(end);
        for (int i = first; i < last; i++) {
            cpuTaken[i] += (long) sign * taken.cpu().value();
            ramTaken[i] += sign * taken.ram().count();
            storageTaken[i] += sign * taken.storage().count();
        }
    }

    /** The step that begins at this time, made when there is none. */
    private int stepFrom(long time) {
        int found = Arrays.binarySearch(times, 0, steps, time);
        if (found >= 0) {
            return found;
        }
        int at = -found - 1;
        if (steps == times.length) {
            times = Arrays.copyOf(times, 2 * steps);
            cpuTaken = Arrays.copyOf(cpuTaken, 2 * steps);
            ramTaken = Arrays.copyOf(ramTaken, 2 * steps);
            storageTaken = Arrays.copyOf(storageTaken, 2 * steps);
        }
        insert(times, at, time);
        insert(cpuTaken, at, cpuTaken[at - 1]);
        insert(ramTaken, at, ramTaken[at - 1]);
        insert(storageTaken, at, storageTaken[at - 1]);
        steps++;
        return at;
    }

    private void insert(long[] values, int at, long value) {
        System.arraycopy(values, at, values, at + 1, steps - at);
        values[at] = value;
    }

    private int stepAt(long time) {
        int found = Arrays.binarySearch(times, 0, steps, time);
        return found >= 0 ? found : -found - 2;
    }

    private boolean hasRoom(int step, Resources wanted) {
        return cpuTaken[step] + wanted.cpu().value() <= cpu
                && ramTaken[step] + wanted.ram().count() <= ram
                && storageTaken[step] + wanted.storage().count() <= storage;
    }

    /** Whether so much is free from {@code start} until {@code end}. */
    boolean fits(long start, long end, Resources wanted) {
        for (int i = stepAt(start); i < steps && times[i] < end; i++) {
            if (!hasRoom(i, wanted)) {
                return false;
            }
        }
        return true;
    }

    /** The earliest start, not before {@code from}, at which so much is free for so long; none if it never is. */
    public OptionalLong earliestStart(long from, long duration, Resources wanted) {
        long start = from;
        for (int i = stepAt(from); i < steps && times[i] < start + duration; i++) {
            if (!hasRoom(i, wanted)) {
                if (i + 1 == steps) {
                    return OptionalLong.empty();
                }
                start = times[i + 1];
            }
        }
        return OptionalLong.of(start);
    }

    /** The latest start, not before {@code from}, at which so much is free for so long before {@code deadline}. */
    public OptionalLong latestStart(long from, long deadline, long duration, Resources wanted) {
        long end = deadline;
        for (int i = stepAt(deadline - 1); i >= 0 && end - duration >= from; i--) {
            long stepEnd = i + 1 == steps ? Long.MAX_VALUE : times[i + 1];
            if (stepEnd <= end - duration) {
                break;
            }
            if (!hasRoom(i, wanted)) {
                if (i == 0) {
                    return OptionalLong.empty();
                }
                end = times[i];
            }
        }
        return end - duration >= from ? OptionalLong.of(end - duration) : OptionalLong.empty();
    }
}
