package org.souk.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EasyBackfillingTest {
    @Test
    void jobThatEndsBeforeTheReservationOvertakes() {
        // 1 needs all 4 and has a reservation at 10, when 0 ends. 2 fits at 2 and ends at 2 + 8 = 10.
        WorkloadFixture jobs = WorkloadFixture.on(4).job(0, 10, 2).job(1, 10, 4).job(2, 8, 2);
        assertThat(jobs.starts(new EasyBackfilling())).containsExactly(0L, 10L, 2L);
    }

    @Test
    void jobThatWouldDelayTheReservationWaits() {
        // 2 would end at 2 + 9 = 11 and 1 leaves nothing free: 2 follows 1, which runs from 10 to 20.
        WorkloadFixture jobs = WorkloadFixture.on(4).job(0, 10, 2).job(1, 10, 4).job(2, 9, 2);
        assertThat(jobs.starts(new EasyBackfilling())).containsExactly(0L, 10L, 20L);
    }

    @Test
    void longJobOvertakesOnProcessorsThatTheReservationLeaves() {
        // At 10 job 1 takes 3 of 4, so 1 is spare: 2 gets it at 2, for 50 s. Nothing is spare for 3.
        // At 20, when 1 ends, 3 are free.
        WorkloadFixture jobs =
                WorkloadFixture.on(4).job(0, 10, 2).job(1, 10, 3).job(2, 50, 1).job(3, 50, 1);
        assertThat(jobs.starts(new EasyBackfilling())).containsExactly(0L, 10L, 2L, 20L);
    }

    @Test
    void onlyTheFirstHasAReservation() {
        // 1 has a reservation at 10, 2 has none. 3 overtakes both at 3, until 5. At 4 nothing is free for 4, and at 5
        // it
        // would end at 5 + 6 = 11: it waits for 1 (from 10) and, having no room beside it, for 2 (from 20).
        WorkloadFixture jobs = WorkloadFixture.on(4)
                .job(0, 10, 2)
                .job(1, 10, 4)
                .job(2, 10, 4)
                .job(3, 2, 2)
                .job(4, 6, 2);
        assertThat(jobs.starts(new EasyBackfilling())).containsExactly(0L, 10L, 20L, 3L, 30L);
    }

    @Test
    void jobThatEndsEarlyBringsTheReservationForward() {
        // 0 says 20 s and ends after 4.
        WorkloadFixture jobs = WorkloadFixture.on(4).job(0, 4, 2, 20).job(1, 10, 4);
        assertThat(jobs.starts(new EasyBackfilling())).containsExactly(0L, 4L);
    }

    @Test
    void jobThatOverrunsIsExpectedToEndAtAnyMomentAndIsNotKilled() {
        // 0 says 5 s and runs 10. At 6 it is expected to end now, so 2 (1 s) would delay 1 and waits until 20.
        WorkloadFixture jobs =
                WorkloadFixture.on(4).job(0, 10, 2, 5).job(1, 10, 4).job(6, 1, 2);
        assertThat(jobs.starts(new EasyBackfilling())).containsExactly(0L, 10L, 20L);
    }
}
