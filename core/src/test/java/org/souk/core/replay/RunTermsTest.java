package org.souk.core.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunTermsTest {
    private static RunTerms terms(String task, Instant clockStart) {
        return new RunTerms(
                task,
                new RunTerms.Program("module", null, null, Optional.ofNullable(clockStart)),
                RunTerms.Content.NONE,
                new RunTerms.Limits(1 << 20, 0, 1, Duration.ofSeconds(1)));
    }

    @Test
    void seedFollowsFromTheTaskAlone() {
        // The first eight bytes of SHA-256("abc"), as FIPS 180-2 has it: ba7816bf 8f01cfea.
        assertThat(terms("abc", null).randomSeed()).isEqualTo(0xba7816bf8f01cfeaL);
        assertThat(terms("abc", Instant.EPOCH).randomSeed())
                .isEqualTo(terms("abc", null).randomSeed());
    }

    @Test
    void clockStartsAtTheSameMillisecondHoweverFinelyItWasKept() {
        Instant fine = Instant.parse("2026-03-04T05:06:07.654321Z");
        Instant coarse = Instant.parse("2026-03-04T05:06:07.654Z");

        assertThat(terms("t", fine)).isEqualTo(terms("t", coarse));
    }

    @Test
    void runWithoutFuelIsNone() {
        assertThatThrownBy(() -> new RunTerms.Limits(1, 0, 0, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(RunEnd.class)
    void endIsFoundByTheMarketsName(RunEnd end) {
        assertThat(RunEnd.named(end.name())).contains(end);
    }

    @Test
    void endThatNoRunComesToHasNoName() {
        assertThat(RunEnd.named("DEADLINE_PASSED")).isEmpty();
    }
}
