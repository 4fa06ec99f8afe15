package org.souk.core.task;

import java.util.Optional;
import org.souk.core.node.PoolName;

/**
 * Where a task may run, beyond what its resources and its limit say.
 *
 * @param requirements an expression over the node that must hold, in the market's expression language
 * @param pool the only pool whose nodes will do
 * @param burst whether it may also be given burst capacity, which is cheaper and evicted first
 */
public record Placement(Optional<String> requirements, Optional<String> pool, boolean burst) {
    public static final Placement ANYWHERE = new Placement(Optional.empty(), Optional.empty(), false);

    public Placement {
        PoolName.check("pool", pool);
        ExpressionText.check("requirements", requirements);
    }
}
