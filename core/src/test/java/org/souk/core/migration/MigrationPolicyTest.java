package org.souk.core.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.souk.core.units.Bytes;

class MigrationPolicyTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final MigrationPolicy policy = new MigrationPolicy(MigrationRules.DEFAULT);

    private static MigrationCase moving(long mebibytes, Duration remaining, Optional<Duration> forcedIn) {
        return new MigrationCase(
                Bytes.ofMebibytes(mebibytes), 1 << 20, remaining, forcedIn, MINUTE, 0, Optional.empty());
    }

    @Test
    void aMoveCostsItsOverheadAndItsMemoryOverTheBandwidth() {
        // A second, and 9 MiB at one MiB a second.
        assertThat(policy.cost(moving(9, MINUTE, Optional.empty()))).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aMoveIsWorthItForWhoRunsTwiceAsLongAsItCosts() {
        assertThat(policy.isWorth(moving(9, Duration.ofSeconds(21), Optional.empty())))
                .isTrue();
        assertThat(policy.isWorth(moving(9, Duration.ofSeconds(20), Optional.empty())))
                .isFalse();
    }

    @Test
    void whoEndsBeforeItMustLeaveStays() {
        assertThat(policy.isWorth(moving(1, MINUTE, Optional.of(MINUTE)))).isFalse();
        assertThat(policy.isWorth(moving(1, MINUTE.plusMillis(1), Optional.of(MINUTE))))
                .isTrue();
    }

    @Test
    void whoHasHardlyBegunIsSentBackInsteadOfMoved() {
        MigrationCase young = new MigrationCase(
                Bytes.ofMebibytes(9),
                1 << 20,
                MINUTE,
                Optional.of(Duration.ZERO),
                Duration.ofSeconds(20),
                0,
                Optional.empty());
        assertThat(policy.isWorth(young)).isFalse();
        assertThat(policy.isWorth(moving(9, MINUTE, Optional.of(Duration.ZERO))))
                .isTrue();
    }

    @Test
    void nobodyMovesAgainSoonOrForEver() {
        MigrationRules rules = MigrationRules.DEFAULT;
        assertThat(policy.isWorth(after(rules.pause().minusMillis(1), 1))).isFalse();
        assertThat(policy.isWorth(after(rules.pause(), 1))).isTrue();
        assertThat(policy.isWorth(after(rules.pause(), rules.most()))).isFalse();
    }

    private static MigrationCase after(Duration since, int moves) {
        return new MigrationCase(Bytes.ZERO, 0, MINUTE, Optional.empty(), MINUTE, moves, Optional.of(since));
    }
}
