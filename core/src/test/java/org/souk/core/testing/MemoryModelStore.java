package org.souk.core.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.core.forecast.ModelStore;

/** {@link ModelStore} in a list, the newest first. */
public final class MemoryModelStore implements ModelStore, MemoryDatabase.Restorable {
    private final MemoryDatabase database;
    private final List<Kept> models = new ArrayList<>();
    private byte[] evidence = new byte[0];

    MemoryModelStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Kept> newest() {
        database.requireTransaction();
        return models.stream().findFirst();
    }

    @Override
    public void keep(Kept model) {
        database.requireTransaction();
        models.removeIf(kept -> kept.version().equals(model.version()));
        models.add(0, model);
        while (models.size() > FORMER + 1) {
            models.remove(models.size() - 1);
        }
    }

    @Override
    public byte[] evidence() {
        database.requireTransaction();
        return evidence.clone();
    }

    @Override
    public void keepEvidence(byte[] latest) {
        database.requireTransaction();
        evidence = latest.clone();
    }

    /** How many models are stored. */
    public int size() {
        return models.size();
    }

    @Override
    public Runnable snapshot() {
        List<Kept> before = List.copyOf(models);
        byte[] evidenceBefore = evidence;
        return () -> {
            models.clear();
            models.addAll(before);
            evidence = evidenceBefore;
        };
    }
}
