package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.souk.core.task.Pauses;

/** {@link Pauses} of the current attempt as columns. */
@Embeddable
class PauseColumns {
    @Column(name = "paused_since")
    private Instant since;

    @Column(name = "paused_nanos")
    private long beforeNanos;

    @Column(name = "resumed_at")
    private Instant resumedAt;

    protected PauseColumns() {}

    static PauseColumns of(Pauses pauses) {
        PauseColumns columns = new PauseColumns();
        columns.since = pauses.since().orElse(null);
        columns.beforeNanos = pauses.before().toNanos();
        columns.resumedAt = pauses.resumedAt().orElse(null);
        return columns;
    }

    Pauses toDomain() {
        return new Pauses(Optional.ofNullable(since), Duration.ofNanos(beforeNanos), Optional.ofNullable(resumedAt));
    }
}
