package org.souk.core.scheduling;

import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.migration.MigrationCause;
import org.souk.core.pricing.Tariff;
import org.souk.core.units.Fuel;

/**
 * The decision to move a running attempt to another node.
 *
 * @param attempt if the task has another one by now, nothing happens
 * @param from the node that holds the attempt
 * @param to the node that shall
 * @param tariff there
 * @param fuelLimit how far the budget lets the program get there, from its very beginning
 * @param burst whether it gets burst capacity there
 */
public record Migration(
        TaskId task,
        int attempt,
        NodeId from,
        NodeId to,
        Tariff tariff,
        Fuel fuelLimit,
        boolean burst,
        MigrationCause cause) {}
