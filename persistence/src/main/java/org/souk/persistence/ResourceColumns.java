package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.souk.core.units.Resources;

/** {@link Resources} as columns. */
@Embeddable
class ResourceColumns {
    @Column(name = "cpu_millis")
    private int cpuMillis;

    @Column(name = "ram_bytes")
    private long ramBytes;

    @Column(name = "storage_bytes")
    private long storageBytes;

    protected ResourceColumns() {}

    static ResourceColumns of(Resources resources) {
        ResourceColumns columns = new ResourceColumns();
        columns.cpuMillis = resources.cpu().value();
        columns.ramBytes = resources.ram().count();
        columns.storageBytes = resources.storage().count();
        return columns;
    }

    Resources toDomain() {
        return Resources.of(cpuMillis, ramBytes, storageBytes);
    }
}
