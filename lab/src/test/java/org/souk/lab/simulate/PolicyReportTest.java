package org.souk.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PolicyReportTest {
    private static JobOutcome outcome(int index, long run, long finish, long deadline, boolean promised) {
        Job job = new Job(index, 0, 2, run, OptionalLong.of(deadline));
        return new JobOutcome(job, run, 0, finish, index, promised);
    }

    // Slowdowns: 40 s by 20 s = 2; 5 s by max(1 s, 10 s) = 0.5, so 1; 60 s by 10 s = 6. Waits: 20, 4, 50 s.
    private final List<JobOutcome> outcomes = List.of(
            outcome(0, 20_000, 40_000, 40_000, true),
            outcome(1, 1_000, 5_000, 4_000, false),
            outcome(2, 10_000, 60_000, 50_000, true));

    @Test
    void figuresAreThoseOfTheDefinitions() {
        PolicyReport report = PolicyReport.of(outcomes, 4, false, Duration.ofMillis(1500));
        assertThat(report.meanBoundedSlowdown()).isEqualTo(3.0);
        assertThat(report.p95BoundedSlowdown()).isEqualTo(6.0);
        assertThat(report.meanWaitSeconds()).isEqualTo(24.667);
        assertThat(report.makespanSeconds()).isEqualTo(60);
        // 31 s × 2 of 60 s × 4
        assertThat(report.utilization()).isEqualTo(0.258);
        assertThat(report.preemptions()).isEqualTo(3);
        assertThat(report.wallSeconds()).isEqualTo(1.5);
    }

    @Test
    void policyWithoutPromisesIsCountedByTheDeadlinesThatItMet() {
        PolicyReport report = PolicyReport.of(outcomes, 4, false, Duration.ZERO);
        assertThat(report.deadlinesAccepted()).isEqualTo(1);
        assertThat(report.deadlineMissRatio()).isEqualTo(2.0 / 3);
    }

    @Test
    void policyWithPromisesIsCountedByThem() {
        PolicyReport report = PolicyReport.of(outcomes, 4, true, Duration.ZERO);
        assertThat(report.deadlinesAccepted()).isEqualTo(2);
        assertThat(report.deadlineMissRatio()).isEqualTo(0.5);
    }
}
