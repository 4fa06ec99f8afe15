package org.souk.core.scheduling.score;

import org.souk.core.pricing.Tariff;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.slot.Slot;

/** Cheap nodes first: the share of its limit that the task would keep if it ran one core for a second. */
final class Price implements Score {
    private static final double GIGA_FUEL_PER_CORE_SECOND = 1.0;
    private static final double GIB = 1L << 30;
    private static final double HOUR_SECONDS = 3600;

    @Override
    public double of(WaitingTask task, Slot slot) {
        Tariff tariff = slot.tariff();
        double cpu = tariff.perGigaFuel().micros() * GIGA_FUEL_PER_CORE_SECOND;
        double ram = tariff.perGibHourRam().micros()
                * (task.request().resources().ram().count() / GIB)
                / HOUR_SECONDS;
        double storage = tariff.perGibHourStorage().micros()
                * (task.request().resources().storage().count() / GIB)
                / HOUR_SECONDS;
        double perSecond = cpu + ram + storage;
        return 1 / (1 + perSecond / 1000);
    }
}
