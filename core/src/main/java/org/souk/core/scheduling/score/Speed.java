package org.souk.core.scheduling.score;

import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.slot.Slot;

/**
 * Nodes on which tasks burn their fuel fast. A half for 10⁹ fuel a second, and for a node that has not been measured.
 */
final class Speed implements Score {
    private static final double HALF_FUEL_PER_SECOND = 1e9;

    @Override
    public double of(WaitingTask task, Slot slot) {
        double speed = slot.node().record().fuelPerSecond();
        return speed == 0 ? 0.5 : speed / (speed + HALF_FUEL_PER_SECOND);
    }
}
