package org.souk.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadOfQueueTest {
    @Test
    void firstComeIsFirstServedAndNothingOvertakes() {
        // 0: 2 of 4 from 0 to 10. 1 needs all 4: from 10 to 20. 2 would fit at 2, but stands behind 1: from 20.
        WorkloadFixture jobs = WorkloadFixture.on(4).job(0, 10, 2).job(1, 10, 4).job(2, 8, 2);
        assertThat(jobs.starts(HeadOfQueue.fcfs())).containsExactly(0L, 10L, 20L);
    }

    @Test
    void shortestJobIsServedFirst() {
        // At 10 the queue is 3 (1 s), 2 (5 s), 4 (6 s), 1 (20 s).
        // 3 has all 4 until 11. Then 2 takes 3 and 4 takes 1, until 16 and 17. 1 needs 2: from 16.
        WorkloadFixture jobs = WorkloadFixture.on(4)
                .job(0, 10, 4)
                .job(1, 20, 2)
                .job(2, 5, 3)
                .job(3, 1, 4)
                .job(3, 6, 1);
        assertThat(jobs.starts(HeadOfQueue.sjf())).containsExactly(0L, 16L, 11L, 10L, 11L);
    }

    @Test
    void shortestJobBlocksThoseBehindItUntilItFits() {
        // 1 (5 s) is first and needs all 4, at 10; 2 (8 s) would fit at 2, but waits until 15.
        WorkloadFixture jobs = WorkloadFixture.on(4).job(0, 10, 2).job(1, 5, 4).job(2, 8, 2);
        assertThat(jobs.starts(HeadOfQueue.sjf())).containsExactly(0L, 10L, 15L);
    }

    @Test
    void shortestIsByEstimateNotByRunTime() {
        // 1 says 9 s and runs 1 s, 2 says 5 s and runs 5 s: 2 goes first.
        WorkloadFixture jobs =
                WorkloadFixture.on(1).job(0, 10, 1).job(1, 1, 1, 9).job(2, 5, 1);
        assertThat(jobs.starts(HeadOfQueue.sjf())).containsExactly(0L, 15L, 10L);
    }

    @Test
    void earliestDeadlineIsServedFirstAndJobsWithoutOneLast() {
        // At 10 the queue is 3 (due 30), 2 (due 100), 1 (never due), 5 s each.
        WorkloadFixture jobs = WorkloadFixture.on(4)
                .job(0, 10, 4)
                .job(1, 5, 4)
                .job(2, 5, 4)
                .due(100)
                .job(3, 5, 4)
                .due(30);
        assertThat(jobs.starts(HeadOfQueue.edf())).containsExactly(0L, 20L, 15L, 10L);
    }

    @Test
    void earliestDeadlineBlocksThoseBehindItUntilItFits() {
        WorkloadFixture jobs = WorkloadFixture.on(4)
                .job(0, 10, 2)
                .job(1, 5, 4)
                .due(50)
                .job(2, 5, 2)
                .due(60);
        assertThat(jobs.starts(HeadOfQueue.edf())).containsExactly(0L, 10L, 15L);
    }
}
