package org.souk.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.core.common.Transactions;
import org.souk.core.forecast.ModelStore;
import org.souk.core.forecast.ModelStore.Kept;

/** What every {@link ModelStore} does. */
public abstract class ModelStoreContract {
    private static final int LARGE = 3 << 20;

    private ModelStore models;
    private Transactions transactions;

    /** An empty store. */
    protected abstract ModelStore emptyStore();

    protected abstract Transactions transactions();

    @BeforeEach
    void setUp() {
        models = emptyStore();
        transactions = transactions();
    }

    @Test
    void newestModelIsReadAsItWasKept() {
        assertThat(newest()).isEmpty();
        Kept large = model("a", 1, LARGE);
        keep(large);
        assertThat(newest()).hasValueSatisfying(kept -> {
            assertThat(kept.version()).isEqualTo("a");
            assertThat(kept.trainedAt()).isEqualTo(large.trainedAt());
            assertThat(kept.bytes()).isEqualTo(large.bytes());
        });
        keep(model("b", 2, 10));
        assertThat(newest().map(Kept::version)).contains("b");
    }

    @Test
    void sameModelTrainedAgainIsTheNewestOnce() {
        keep(model("a", 1, 10));
        keep(model("b", 2, 10));
        keep(model("a", 3, 10));
        assertThat(newest().map(Kept::version)).contains("a");
    }

    @Test
    void onlyAFewFormerModelsAreKept() {
        for (int i = 0; i < 10; i++) {
            keep(model("m" + i, i, 10));
        }
        assertThat(newest().map(Kept::version)).contains("m9");
        assertThat(stored()).isEqualTo(ModelStore.FORMER + 1);
    }

    /** How many models are stored. */
    protected abstract int stored();

    @Test
    void latestEvidenceIsReadAsItWasKept() {
        assertThat(transactions.call(models::evidence)).isEmpty();
        byte[] evidence = bytes(LARGE);
        transactions.run(() -> models.keepEvidence(new byte[] {1, 2}));
        transactions.run(() -> models.keepEvidence(evidence));
        assertThat(transactions.call(models::evidence)).isEqualTo(evidence);
    }

    private Optional<Kept> newest() {
        return transactions.call(models::newest);
    }

    private void keep(Kept model) {
        transactions.run(() -> models.keep(model));
    }

    private static Kept model(String version, int day, int size) {
        return new Kept(version, Instant.parse("2026-11-01T03:00:00Z").plusSeconds(86_400L * day), bytes(size));
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
