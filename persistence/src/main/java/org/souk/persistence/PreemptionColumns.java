package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Optional;
import org.souk.core.task.Preemptions;

/** {@link Preemptions} as columns. */
@Embeddable
class PreemptionColumns {
    private int suspensions;
    private int evictions;

    @Column(name = "evicted_from")
    private String evictedFrom;

    @Column(name = "preempted_at")
    private Instant last;

    @Column(name = "preempted_why")
    private String why;

    protected PreemptionColumns() {}

    static PreemptionColumns of(Preemptions preemptions) {
        PreemptionColumns columns = new PreemptionColumns();
        columns.suspensions = preemptions.suspensions();
        columns.evictions = preemptions.evictions();
        columns.evictedFrom = NodesColumn.write(preemptions.evictedFrom());
        columns.last = preemptions.last().orElse(null);
        columns.why = preemptions.why();
        return columns;
    }

    Preemptions toDomain() {
        return new Preemptions(suspensions, evictions, NodesColumn.read(evictedFrom), Optional.ofNullable(last), why);
    }
}
