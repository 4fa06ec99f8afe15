package org.souk.core.live;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.souk.core.common.TaskId;
import org.souk.core.scheduling.Reservation;

/** The room that is kept for tasks whose deadlines were promised, until a node has them. Not thread-safe. */
final class Reservations {
    private final Map<TaskId, Reservation> kept = new TreeMap<>();

    void keep(Reservation reservation) {
        kept.put(reservation.task(), reservation);
    }

    void remove(TaskId task) {
        kept.remove(task);
    }

    Optional<Reservation> find(TaskId task) {
        return Optional.ofNullable(kept.get(task));
    }

    /** Whether room is kept for a task that it can still use: what should be in use by now is not believed in any more. */
    boolean holdsFrom(TaskId task, Instant now) {
        return find(task).filter(kept -> kept.start().isAfter(now)).isPresent();
    }

    /** By the ids of their tasks. */
    List<Reservation> all() {
        return List.copyOf(kept.values());
    }
}
