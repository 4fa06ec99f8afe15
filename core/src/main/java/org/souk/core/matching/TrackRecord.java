package org.souk.core.matching;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.souk.core.common.ContentId;
import org.souk.core.pricing.Usage;

/**
 * What the market has seen of a node in former attempts. Later attempts count more: each takes {@value #FADING} off the
 * weight of all before it.
 *
 * @param good the weight of attempts that it did not fail
 * @param bad the weight of attempts that it failed
 * @param fuelPerSecond of one attempt, averaged; 0 until measured
 * @param startSeconds from an assignment until the program ran, averaged; 0 until measured
 * @param contents modules and inputs that it has fetched, the latest {@value #REMEMBERED}
 */
public record TrackRecord(double good, double bad, double fuelPerSecond, double startSeconds, Set<ContentId> contents) {
    /** A node that nothing is known of is taken for one that succeeded in 9 of 10. */
    private static final double PRIOR_GOOD = 9;

    private static final double PRIOR_BAD = 1;
    private static final double FADING = 0.01;
    /** The weight of a new measurement in an average. */
    private static final double NEWS = 0.2;
    /** Shorter runs measure the start of the program and not the speed of the machine. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private static final int REMEMBERED = 200;
    private static final double NANOS = 1e9;

    public static final TrackRecord NEW = new TrackRecord(0, 0, 0, 0, Set.of());

    /** The expected share of attempts that it will not fail, 0…1. */
    public double reliability() {
        return (good + PRIOR_GOOD) / (good + bad + PRIOR_GOOD + PRIOR_BAD);
    }

    /** An attempt ended by its own doing, good or bad. */
    public TrackRecord ran(Usage usage) {
        boolean measured = usage.fuel().units() > 0 && usage.wall().compareTo(SHORTEST) >= 0;
        double speed = measured ? usage.fuel().units() * NANOS / usage.wall().toNanos() : 0;
        return new TrackRecord(
                good * (1 - FADING) + 1,
                bad * (1 - FADING),
                measured ? average(fuelPerSecond, speed) : fuelPerSecond,
                startSeconds,
                contents);
    }

    /** An attempt ended because the node broke or was not seen. */
    public TrackRecord failed() {
        return new TrackRecord(good * (1 - FADING), bad * (1 - FADING) + 1, fuelPerSecond, startSeconds, contents);
    }

    /** The program of an attempt ran so long after it was assigned; it has its contents then. */
    public TrackRecord started(Duration after, Collection<ContentId> fetched) {
        double seconds = Math.max(0, after.toNanos() / NANOS);
        return new TrackRecord(good, bad, fuelPerSecond, average(startSeconds, seconds), with(fetched));
    }

    /** It has fetched these, some time ago. */
    public TrackRecord having(Collection<ContentId> fetched) {
        return new TrackRecord(good, bad, fuelPerSecond, startSeconds, with(fetched));
    }

    private Set<ContentId> with(Collection<ContentId> fetched) {
        if (contents.containsAll(fetched)) {
            return contents;
        }
        Set<ContentId> known = new LinkedHashSet<>(contents);
        // What was used again is the latest again.
        known.removeAll(fetched);
        known.addAll(fetched);
        var oldest = known.iterator();
        while (known.size() > REMEMBERED) {
            oldest.next();
            oldest.remove();
        }
        return Collections.unmodifiableSet(known);
    }

    private static double average(double before, double news) {
        return before == 0 ? news : before + NEWS * (news - before);
    }
}
