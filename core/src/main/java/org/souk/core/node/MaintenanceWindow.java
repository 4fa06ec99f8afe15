package org.souk.core.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.souk.core.common.InvalidRequest;
import org.souk.core.task.TaskSpec;

/**
 * A time in which an owner needs the machine: nothing starts in it, and what still runs at its start is given back.
 *
 * @param start of the window, or of its first occurrence
 * @param end after the start; a window lasts at most seven days
 * @param weekly whether it comes again every seven days (168 hours: it keeps its time in UTC)
 */
public record MaintenanceWindow(Instant start, Instant end, boolean weekly) {
    private static final Duration WEEK = Duration.ofDays(7);

    public MaintenanceWindow {
        if (!end.isAfter(start)) {
            throw new InvalidRequest("maintenance", "a window ends after it starts");
        }
        if (end.isAfter(TaskSpec.LAST_DEADLINE) || start.isBefore(Instant.EPOCH)) {
            throw new InvalidRequest("maintenance", "a window lies between 1970 and " + TaskSpec.LAST_DEADLINE);
        }
        Duration longest = weekly ? WEEK.minusSeconds(1) : WEEK;
        if (Duration.between(start, end).compareTo(longest) > 0) {
            throw new InvalidRequest(
                    "maintenance",
                    weekly ? "a weekly window is shorter than a week" : "a window lasts at most seven days");
        }
    }

    /** True from its start (included) to its end (excluded). */
    public boolean contains(Instant now) {
        return next(now).filter(window -> !window.start.isAfter(now)).isPresent();
    }

    /** This window's occurrence that is going on, else its next one; empty when it is over for good. */
    public Optional<MaintenanceWindow> next(Instant now) {
        if (end.isAfter(now)) {
            return Optional.of(this);
        }
        if (!weekly) {
            return Optional.empty();
        }
        long passed = Duration.between(end, now).dividedBy(WEEK) + 1;
        Duration later = WEEK.multipliedBy(passed);
        return Optional.of(new MaintenanceWindow(start.plus(later), end.plus(later), true));
    }
}
