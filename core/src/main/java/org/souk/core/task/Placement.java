package org.souk.core.task;

import java.util.Optional;
import org.souk.core.common.ExpressionText;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.PoolName;

/**
 * Where a task may run, beyond what its resources and its limit say.
 *
 * @param requirements an expression over the node that must hold, in the market's expression language
 * @param pool the only pool whose nodes will do
 * @param burst whether it may also be given burst capacity, which is cheaper and evicted first
 * @param widening whether nodes outside its pool will do as well once it has waited long; only with a pool
 */
public record Placement(Optional<String> requirements, Optional<String> pool, boolean burst, boolean widening) {
    public static final Placement ANYWHERE = new Placement(Optional.empty(), Optional.empty(), false);

    public Placement {
        PoolName.check("pool", pool);
        ExpressionText.check("requirements", requirements);
        if (widening && pool.isEmpty()) {
            throw new InvalidRequest("widen", "is only for a task that asks for a pool");
        }
    }

    /** A pool that is asked for is never left. */
    public Placement(Optional<String> requirements, Optional<String> pool, boolean burst) {
        this(requirements, pool, burst, false);
    }

    /** The same where nodes of every pool will do, and those of none. */
    public Placement widened() {
        return new Placement(requirements, Optional.empty(), burst);
    }
}
