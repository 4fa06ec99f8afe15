package org.souk.core.scheduling;

import java.util.Map;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.pricing.Tariff;
import org.souk.core.units.Fuel;

/**
 * The decision to run a task on a node.
 *
 * @param version of the task that it was decided for
 * @param fuelLimit what the task's budget affords there
 * @param burst whether it gets burst capacity, see {@link Capacity}
 * @param scores each score's part, by its name, 0…1: why this node
 */
public record Assignment(
        TaskId task,
        long version,
        NodeId node,
        Tariff tariff,
        Fuel fuelLimit,
        boolean burst,
        Map<String, Double> scores) {}
