package org.souk.core.scheduling.score;

import org.souk.core.forecast.OwnerLoad;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.slot.Slot;
import org.souk.core.units.MilliCpu;

/** Spreads load: nodes where most of the cores will be idle, by reservations and by forecast, come first. */
final class Headroom implements Score {
    @Override
    public double of(WaitingTask task, Slot slot) {
        double cores = Math.max(1, slot.node().hardware().cores()) * (double) MilliCpu.PER_CORE;
        double own = slot.node()
                        .ownLoad()
                        .within(OwnerLoad.horizon(task.request().expected()))
                        .cpuPercent()
                / 100
                * cores;
        double sold = slot.capacity().taken().sum().cpu().value();
        return Math.max(0, Math.min(1, 1 - (own + sold) / cores));
    }
}
