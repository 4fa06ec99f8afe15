package org.souk.core.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.souk.core.common.AccountId;
import org.souk.core.common.TaskId;
import org.souk.core.units.Resources;

/**
 * How much of the market each buyer has used, with recent use counting more than old use.
 *
 * <p>A buyer's share at a moment is the dominant one of Ghodsi et al., <i>Dominant Resource Fairness</i> (NSDI 2011): of
 * CPU, RAM and storage that its attempts reserve, the largest fraction of what the market has for sale. Usage is that
 * share integrated over time, in seconds of the whole market, and halves every half-life. While the share s is constant,
 *
 * <pre>
 *   usage(t + d) = usage(t) · 2^(−d/h) + s · h/ln 2 · (1 − 2^(−d/h))
 * </pre>
 *
 * so it is exact however often it is asked for. Time only goes forward: an earlier instant counts as the latest one.
 * Not thread-safe; the same calls give the same numbers on every machine.
 */
public final class FairShare {
    private static final double LN_2 = StrictMath.log(2);
    private static final double NEGLIGIBLE = 1e-9;

    private final double halfLife;
    private final Map<TaskId, Held> attempts = new HashMap<>();
    private final Map<AccountId, Use> uses = new HashMap<>();
    private Resources forSale = Resources.NONE;

    /** @param halfLife after which use counts half; more than zero */
    public FairShare(Duration halfLife) {
        if (halfLife.isNegative() || halfLife.isZero()) {
            throw new IllegalArgumentException("the half-life must be more than zero, not " + halfLife);
        }
        this.halfLife = seconds(halfLife);
    }

    /** From now on shares are fractions of this. */
    public void forSale(Resources total, Instant now) {
        if (!total.equals(forSale)) {
            uses.values().forEach(use -> use.advance(now));
            forSale = total;
        }
    }

    /** An attempt reserves this from now on; one that is known already changes what it reserves. */
    public void began(TaskId task, AccountId buyer, Resources reserved, Instant now) {
        ended(task, now);
        attempts.put(task, new Held(buyer, reserved));
        Use use = uses.computeIfAbsent(buyer, b -> new Use(now));
        use.advance(now);
        use.held = use.held.plus(reserved);
        use.attempts++;
    }

    /** The task's attempt reserves nothing any more; one that is not known changes nothing. */
    public void ended(TaskId task, Instant now) {
        Held held = attempts.remove(task);
        if (held != null) {
            Use use = uses.get(held.buyer);
            use.advance(now);
            use.held = use.held.less(held.reserved);
            use.attempts--;
        }
    }

    /** Takes in a run of the past, against what is for sale now. */
    public void ran(AccountId buyer, Resources reserved, Instant from, Instant to, Instant now) {
        double length = Math.max(0, seconds(Duration.between(from, to)));
        double age = Math.max(0, seconds(Duration.between(to, now)));
        Use use = uses.computeIfAbsent(buyer, b -> new Use(now));
        use.advance(now);
        use.usage += decay(age) * grown(dominant(reserved, forSale), length);
    }

    /** Forgets everything but what is for sale. */
    public void clear() {
        attempts.clear();
        uses.clear();
    }

    /** In seconds of the whole market, decayed until now; zero for a buyer who is not known. */
    public double usage(AccountId buyer, Instant now) {
        Use use = uses.get(buyer);
        if (use == null) {
            return 0;
        }
        use.advance(now);
        return use.usage;
    }

    /** What the buyer's attempts reserve at the moment. */
    public Resources held(AccountId buyer) {
        Use use = uses.get(buyer);
        return use == null ? Resources.NONE : use.held;
    }

    /** Drops buyers whose use no longer counts. */
    public void forgetIdle(Instant now) {
        uses.values().removeIf(use -> use.isNegligible(now));
    }

    /** The largest of the fractions that a part is of a whole, 0…1; a resource of which there is none does not count. */
    public static double dominant(Resources part, Resources whole) {
        double cpu = fraction(part.cpu().value(), whole.cpu().value());
        double ram = fraction(part.ram().count(), whole.ram().count());
        double storage = fraction(part.storage().count(), whole.storage().count());
        return Math.max(cpu, Math.max(ram, storage));
    }

    private static double fraction(long part, long whole) {
        return whole <= 0 ? 0 : Math.min(1, (double) part / whole);
    }

    private double decay(double seconds) {
        return StrictMath.pow(2, -seconds / halfLife);
    }

    /** What a constant share comes to after so long. */
    private double grown(double share, double seconds) {
        return share * halfLife / LN_2 * (1 - decay(seconds));
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    private record Held(AccountId buyer, Resources reserved) {}

    private final class Use {
        private Instant at;
        private double usage;
        private Resources held = Resources.NONE;
        private int attempts;

        private Use(Instant at) {
            this.at = at;
        }

        private void advance(Instant now) {
            if (now.isAfter(at)) {
                double elapsed = seconds(Duration.between(at, now));
                usage = usage * decay(elapsed) + grown(dominant(held, forSale), elapsed);
                at = now;
            }
        }

        private boolean isNegligible(Instant now) {
            advance(now);
            return attempts == 0 && usage < NEGLIGIBLE;
        }
    }
}
