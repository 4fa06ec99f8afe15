package org.souk.core.cluster;

import org.souk.core.units.Fuel;

/**
 * What a heartbeat says of an attempt that the agent holds.
 *
 * @param running false while it waits for its inputs or for a worker
 * @param suspended whether it stands still
 * @param fuel used so far
 */
public record Progress(AttemptKey attempt, boolean running, boolean suspended, Fuel fuel) {}
