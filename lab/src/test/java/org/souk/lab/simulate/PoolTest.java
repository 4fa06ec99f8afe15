package org.souk.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PoolTest {
    private final Pool pool = new Pool(4, 2_000);
    private final Job large = new Job(0, 0, 3, 10_000, OptionalLong.empty());
    private final Job small = new Job(1, 0, 2, 4_000, OptionalLong.empty());

    @BeforeEach
    void submitBoth() {
        pool.submit(new TracedJob(large, 10_000));
        pool.submit(new TracedJob(small, 4_000));
    }

    @Test
    void startedJobHoldsItsProcessorsUntilItEnds() {
        pool.start(large);
        assertThat(pool.freeProcessors()).isEqualTo(1);
        assertThat(pool.nextEndMillis()).hasValue(10_000);
        pool.advanceTo(10_000);
        assertThat(pool.finishDue()).extracting(Execution::job).containsExactly(large);
        assertThat(pool.freeProcessors()).isEqualTo(4);
        assertThat(pool.running()).isEmpty();
    }

    @Test
    void suspendedJobGivesItsPlaceAndGoesOnWhereItWasAfterTheCostOfItsResumption() {
        pool.start(large);
        pool.advanceTo(3_000);
        pool.suspend(large);
        pool.start(small);
        assertThat(pool.nextEndMillis()).hasValue(7_000);
        pool.advanceTo(7_000);
        pool.finishDue();
        pool.resume(large);
        // 7 s + 2 s of cost + the 7 s that are left
        assertThat(pool.nextEndMillis()).hasValue(16_000);
        assertThat(pool.freeProcessors()).isEqualTo(1);
    }

    @Test
    void timeOfAResumptionIsNoProgress() {
        pool.start(large);
        pool.advanceTo(3_000);
        pool.suspend(large);
        pool.resume(large);
        Execution execution = pool.running().iterator().next();
        assertThat(execution.progressMillis(4_000)).isEqualTo(3_000);
        assertThat(execution.progressMillis(6_000)).isEqualTo(4_000);
        assertThat(execution.expectedEndMillis(4_000)).isEqualTo(12_000);
        pool.advanceTo(4_000);
        pool.suspend(large);
        pool.resume(large);
        // Interrupted before it went on, it pays again: 4 s + 2 s + 7 s.
        assertThat(pool.nextEndMillis()).hasValue(13_000);
    }

    @Test
    void moreThanIsFreeCannotBeTaken() {
        pool.start(large);
        assertThatThrownBy(() -> pool.start(small))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("job 1 needs 2 processors, 1 are free");
    }

    @Test
    void onlyWhatWaitsStartsAndOnlyWhatRunsIsSuspended() {
        assertThatThrownBy(() -> pool.suspend(small)).hasMessage("job 1 is not RUNNING");
        assertThatThrownBy(() -> pool.resume(small)).hasMessage("job 1 is not SUSPENDED");
        pool.start(small);
        assertThatThrownBy(() -> pool.start(small)).hasMessage("job 1 is not WAITING");
    }
}
