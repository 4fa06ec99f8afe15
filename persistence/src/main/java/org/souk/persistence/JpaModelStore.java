package org.souk.persistence;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.souk.core.forecast.ModelStore;

/** {@link ModelStore} in the tables {@code load_model} and {@code load_evidence}. */
public final class JpaModelStore implements ModelStore {
    private final EntityManager entities;

    /** @param entities used by many threads: a container's proxy, or one like it */
    public JpaModelStore(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public Optional<Kept> newest() {
        return entities.createQuery("SELECT m FROM LoadModelRow m ORDER BY m.trainedAt DESC", LoadModelRow.class)
                .setMaxResults(1)
                .getResultStream()
                .map(LoadModelRow::toDomain)
                .findFirst();
    }

    @Override
    public void keep(Kept model) {
        entities.merge(LoadModelRow.of(model));
        entities.flush();
        List<String> newestFirst = entities.createQuery(
                        "SELECT m.version FROM LoadModelRow m ORDER BY m.trainedAt DESC", String.class)
                .getResultList();
        if (newestFirst.size() > FORMER + 1) {
            entities.createQuery("DELETE FROM LoadModelRow m WHERE m.version IN :old")
                    .setParameter("old", newestFirst.subList(FORMER + 1, newestFirst.size()))
                    .executeUpdate();
        }
    }

    @Override
    public byte[] evidence() {
        LoadEvidenceRow row = entities.find(LoadEvidenceRow.class, LoadEvidenceRow.ONLY);
        return row == null ? new byte[0] : row.evidence();
    }

    @Override
    public void keepEvidence(byte[] evidence) {
        entities.merge(LoadEvidenceRow.of(evidence));
    }
}
