package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.souk.core.node.Burst;
import org.souk.core.units.Resources;

/** {@link Burst} as columns; all are null without one. */
@Embeddable
class BurstColumns {
    @Column(name = "burst_cpu_millis")
    private Integer cpuMillis;

    @Column(name = "burst_ram_bytes")
    private Long ramBytes;

    @Column(name = "burst_storage_bytes")
    private Long storageBytes;

    @Column(name = "burst_discount_percent")
    private Integer discountPercent;

    protected BurstColumns() {}

    static BurstColumns of(Burst burst) {
        BurstColumns columns = new BurstColumns();
        columns.cpuMillis = burst.resources().cpu().value();
        columns.ramBytes = burst.resources().ram().count();
        columns.storageBytes = burst.resources().storage().count();
        columns.discountPercent = burst.discountPercent();
        return columns;
    }

    Burst toDomain() {
        return new Burst(Resources.of(cpuMillis, ramBytes, storageBytes), discountPercent);
    }
}
