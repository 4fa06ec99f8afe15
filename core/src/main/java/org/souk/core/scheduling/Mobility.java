package org.souk.core.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.souk.core.pricing.Position;
import org.souk.core.units.Bytes;

/**
 * What the planner needs to know of an attempt to move it while it runs.
 *
 * @param here where in its run it is
 * @param there where it may be when it is handed over
 * @param now as if it waited to go on from here: what another node must meet, and its budget cover
 * @param later likewise from there
 * @param memory what its snapshot has to carry
 * @param unsaved how much of its run would be repeated if it were lost
 * @param moves how often it was moved, or that was tried
 * @param lastMove when, the last time
 */
public record Mobility(
        Position here,
        Position there,
        WaitingTask now,
        WaitingTask later,
        Bytes memory,
        Duration unsaved,
        int moves,
        Optional<Instant> lastMove) {}
