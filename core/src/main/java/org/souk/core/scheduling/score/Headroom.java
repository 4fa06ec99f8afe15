package org.souk.core.scheduling.score;

import org.souk.core.forecast.OwnLoad;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.slot.Candidate;
import org.souk.core.units.MilliCpu;

/** Spreads load: nodes where most of the cores will be idle, by reservations and by forecast, come first. */
final class Headroom implements Score {
    @Override
    public double of(WaitingTask task, Candidate candidate) {
        double cores = Math.max(1, candidate.node().hardware().cores()) * (double) MilliCpu.PER_CORE;
        double own = candidate
                        .node()
                        .ownLoad()
                        .within(OwnLoad.horizon(task.request().expected()))
                        .cpuPercent()
                / 100
                * cores;
        double sold = candidate.capacity().taken().sum().cpu().value();
        return Math.max(0, Math.min(1, 1 - (own + sold) / cores));
    }
}
