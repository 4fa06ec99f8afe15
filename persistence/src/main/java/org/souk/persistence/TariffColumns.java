package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.souk.core.pricing.Tariff;
import org.souk.core.units.Money;

/** A {@link Tariff} as columns, in micro-credits. All are null while a task has no attempt. */
@Embeddable
class TariffColumns {
    @Column(name = "price_giga_fuel")
    private Long perGigaFuel;

    @Column(name = "price_gib_hour_ram")
    private Long perGibHourRam;

    @Column(name = "price_gib_hour_storage")
    private Long perGibHourStorage;

    protected TariffColumns() {}

    static TariffColumns of(Tariff tariff) {
        TariffColumns columns = new TariffColumns();
        columns.perGigaFuel = tariff.perGigaFuel().micros();
        columns.perGibHourRam = tariff.perGibHourRam().micros();
        columns.perGibHourStorage = tariff.perGibHourStorage().micros();
        return columns;
    }

    Tariff toDomain() {
        return new Tariff(
                Money.ofMicros(perGigaFuel), Money.ofMicros(perGibHourRam), Money.ofMicros(perGibHourStorage));
    }
}
