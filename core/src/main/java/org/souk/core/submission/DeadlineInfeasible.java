package org.souk.core.submission;

import java.time.Instant;
import java.util.Optional;
import org.souk.core.common.InvalidRequest;

/** A deadline cannot be promised. */
public final class DeadlineInfeasible extends InvalidRequest {
    private static final long serialVersionUID = 1;

    private final transient Optional<Instant> earliest;

    DeadlineInfeasible(Optional<Instant> earliest) {
        this("deadline", earliest);
    }

    private DeadlineInfeasible(String field, Optional<Instant> earliest) {
        super(field, reason(earliest));
        this.earliest = earliest;
    }

    /** The same for a task of a batch. */
    DeadlineInfeasible inBatch(String prefix) {
        return new DeadlineInfeasible(prefix + field(), earliest);
    }

    private static String reason(Optional<Instant> earliest) {
        return earliest.map(instant -> "cannot be met: the earliest that can is " + instant
                        + "; if it runs shorter than its wall-clock limit, say so by expectedSeconds")
                .orElse("cannot be met: no node that could run it is there; without a deadline it would wait for one");
    }

    /** The earliest deadline that could be promised when this was thrown; empty when no node would do. */
    public Optional<Instant> earliest() {
        return earliest;
    }
}
