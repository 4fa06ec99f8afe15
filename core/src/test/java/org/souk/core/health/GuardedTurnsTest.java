package org.souk.core.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardedTurnsTest {
    private final GuardedTurns turns = new GuardedTurns();

    private static void fail() {
        throw new IllegalStateException("the database is gone");
    }

    @Test
    void turnIsRunAndAllIsWell() {
        AtomicInteger runs = new AtomicInteger();
        turns.run("sweep", runs::incrementAndGet);
        assertThat(runs).hasValue(1);
        assertThat(turns.failing()).isEmpty();
    }

    @Test
    void neitherExceptionNorErrorComesOut() {
        assertThatCode(() -> turns.run("sweep", GuardedTurnsTest::fail)).doesNotThrowAnyException();
        assertThatCode(() -> turns.run("sweep", () -> {
                    throw new NoClassDefFoundError("org/souk/Gone");
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void failuresInARowAreCountedByName() {
        turns.run("sweep", GuardedTurnsTest::fail);
        turns.run("sweep", GuardedTurnsTest::fail);
        turns.run("liveness", GuardedTurnsTest::fail);
        turns.run("keys", () -> {});
        assertThat(turns.failing()).isEqualTo(Map.of("sweep", 2, "liveness", 1));
    }

    @Test
    void successEndsTheCountOfItsOwnTurnAlone() {
        turns.run("sweep", GuardedTurnsTest::fail);
        turns.run("liveness", GuardedTurnsTest::fail);
        turns.run("sweep", () -> {});
        assertThat(turns.failing()).containsOnlyKeys("liveness");
        turns.run("sweep", GuardedTurnsTest::fail);
        assertThat(turns.failing()).containsEntry("sweep", 1);
    }
}
