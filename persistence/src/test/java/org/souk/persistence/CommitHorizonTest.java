package org.souk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CommitHorizonTest {
    private final CommitHorizon commits = new CommitHorizon();

    @Test
    void nothingOpenHoldsNothingBack() {
        assertThat(commits.below(7)).isEqualTo(7);
    }

    @Test
    void anotherTransactionHoldsBackFromWhereItBegan() {
        commits.below(7);
        CommitHorizon.Mark other = elsewhere();
        assertThat(commits.below(9)).isEqualTo(7);
        CommitHorizon.Mark later = elsewhere();
        other.close();
        assertThat(commits.below(12)).isEqualTo(9);
        later.close();
        assertThat(commits.below(12)).isEqualTo(12);
    }

    @Test
    void ownTransactionHoldsNothingBackButForOthers() {
        commits.below(7);
        try (CommitHorizon.Mark own = commits.begin()) {
            assertThat(commits.below(9)).isEqualTo(9);
            assertThat(CompletableFuture.supplyAsync(() -> commits.below(9)).join())
                    .isEqualTo(7);
            own.close();
        }
        assertThat(commits.openCount()).isZero();
    }

    @Test
    void anInterruptedTransactionOfTheSameThreadHoldsBack() {
        commits.below(7);
        CommitHorizon.Mark outer = commits.begin();
        try (CommitHorizon.Mark inner = commits.begin()) {
            assertThat(commits.below(9)).isEqualTo(7);
            assertThat(inner).isNotSameAs(outer);
        }
        outer.close();
        assertThat(commits.below(9)).isEqualTo(9);
    }

    @Test
    void beforeAnythingIsKnownTheHorizonIsAboveTheStart() {
        CommitHorizon.Mark other = elsewhere();
        assertThat(commits.below(500)).isEqualTo(1);
        other.close();
    }

    private CommitHorizon.Mark elsewhere() {
        return CompletableFuture.supplyAsync(commits::begin).join();
    }
}
