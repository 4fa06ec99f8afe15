package org.souk.core.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.souk.core.common.InvalidRequest;

/**
 * What keeps a node from selling all that it offers, or will.
 *
 * @param surplusUntil how long attempts may keep what was for sale before the offer was lowered; empty before the first
 *     lowering
 * @param drainBy when what a draining node still runs is given back; empty: it is finished, however long that takes
 * @param maintenance the owner's windows
 * @param quarantine set while the node reports nonsense
 */
public record Restrictions(
        Optional<Instant> surplusUntil,
        Optional<Instant> drainBy,
        List<MaintenanceWindow> maintenance,
        Optional<Quarantine> quarantine) {
    public static final Restrictions NONE =
            new Restrictions(Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    public static final int MAX_WINDOWS = 20;

    public Restrictions {
        maintenance = List.copyOf(maintenance);
        if (maintenance.size() > MAX_WINDOWS) {
            throw new InvalidRequest("maintenance", "has more than " + MAX_WINDOWS + " windows");
        }
    }

    public Restrictions withSurplusUntil(Instant end) {
        return new Restrictions(Optional.of(end), drainBy, maintenance, quarantine);
    }

    public Restrictions withDrainBy(Optional<Instant> deadline) {
        return new Restrictions(surplusUntil, deadline, maintenance, quarantine);
    }

    public Restrictions withMaintenance(List<MaintenanceWindow> windows) {
        return new Restrictions(surplusUntil, drainBy, windows, quarantine);
    }

    public Restrictions withQuarantine(Optional<Quarantine> state) {
        return new Restrictions(surplusUntil, drainBy, maintenance, state);
    }

    /** The window that is going on, else the one that starts next. */
    public Optional<MaintenanceWindow> nextMaintenance(Instant now) {
        return maintenance.stream()
                .flatMap(window -> window.next(now).stream())
                .min(Comparator.comparing(MaintenanceWindow::start));
    }

    /** How long a task may run from now on before a window starts; zero in a window, empty when none is planned. */
    public Optional<Duration> openFor(Instant now) {
        return nextMaintenance(now)
                .map(window -> Duration.between(now, window.start()))
                .map(left -> left.isNegative() ? Duration.ZERO : left);
    }
}
