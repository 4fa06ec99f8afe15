package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.souk.core.forecast.ModelStore.Kept;

/** A trained model of load. */
@Entity
@Table(name = "load_model")
class LoadModelRow {
    @Id
    private String version;

    @Column(name = "trained_at")
    private Instant trainedAt;

    private byte[] model;

    protected LoadModelRow() {}

    static LoadModelRow of(Kept kept) {
        LoadModelRow row = new LoadModelRow();
        row.version = kept.version();
        row.trainedAt = kept.trainedAt();
        row.model = kept.bytes().clone();
        return row;
    }

    Kept toDomain() {
        return new Kept(version, trainedAt, model.clone());
    }
}
