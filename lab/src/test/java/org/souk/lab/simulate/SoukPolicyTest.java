package org.souk.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoukPolicyTest {
    private static final long COST_MILLIS = 5_000;

    @Test
    void promisedJobTakesThePlaceOfOneWithoutAPromiseWhenItMust() {
        // 0 has no deadline and all 4 processors for 1000 s. 1 needs 100 s by 300: it starts at 200 at the latest.
        // 0 has run 200 s by then; from 300 it is resumed for 5 s and runs for the other 800 s, until 1105.
        List<JobOutcome> outcomes = WorkloadFixture.on(4)
                .job(0, 1000, 4)
                .job(20, 100, 4)
                .due(300)
                .preemptionCosts(5)
                .outcomes(new SoukPolicy());
        assertThat(outcomes.get(1).promised()).isTrue();
        assertThat(outcomes.get(1).finishedMillis()).isEqualTo(300_000);
        assertThat(outcomes.get(0).preemptions()).isEqualTo(1);
        assertThat(outcomes.get(0).finishedMillis()).isEqualTo(1_105_000);
    }

    @Test
    void deadlineThatCannotBeKeptIsRefusedAndTheJobRunsAllTheSame() {
        // 0 is promised and has the pool until 100; 1 would have to end by 90.
        List<JobOutcome> outcomes = WorkloadFixture.on(4)
                .job(0, 100, 4)
                .due(150)
                .job(1, 50, 4)
                .due(90)
                .outcomes(new SoukPolicy());
        assertThat(outcomes).extracting(JobOutcome::promised).containsExactly(true, false);
        assertThat(outcomes.get(0).metDeadline()).isTrue();
        assertThat(outcomes.get(1).finishedMillis()).isEqualTo(150_000);
    }

    /** Few processors, wide jobs, much preemption and several victims at a time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 13, 22, 37, 47})
    void everyPromiseIsKeptWhenEstimatesAreRight(long seed) {
        Workload workload = crowd(new SplittableRandom(seed));
        PolicyReport report = SimulateCommand.replay(workload, new SoukPolicy(), COST_MILLIS);
        assertThat(report.deadlinesAccepted()).isPositive();
        assertThat(report.preemptions()).isPositive();
        assertThat(report.deadlineMissRatio()).isZero();
    }

    private static Workload crowd(SplittableRandom random) {
        WorkloadFixture fixture = WorkloadFixture.on(16);
        long time = 0;
        for (int i = 0; i < 400; i++) {
            time += random.nextInt(400);
            boolean isLong = random.nextInt(4) == 0;
            long run = isLong ? random.nextInt(2_000, 8_000) : random.nextInt(1, 300);
            int processors = random.nextInt(6) == 0 ? 16 : 1 << random.nextInt(5);
            fixture.job(time, run, processors).due(time + (long) (run * (1.1 + 2 * random.nextDouble())) + 1);
        }
        return fixture.workload();
    }

    /** What the README claims: it is ahead of the better of EASY and SJF, and keeps more than any of the four meets. */
    @Test
    void lublinTraceShowsTheClaim() throws IOException {
        Workload workload = DeadlineDraw.parse("7:1.5:8")
                .of(SwfReader.read(Path.of("data/lublin-256.swf.gz")).compressed(0.04));
        PolicyReport souk = SimulateCommand.replay(workload, new SoukPolicy(), COST_MILLIS);
        assertThat(souk.deadlineMissRatio()).isZero();
        for (String name : List.of("fcfs", "sjf", "easy", "edf")) {
            PolicyReport peer = SimulateCommand.replay(workload, Policies.named(name), COST_MILLIS);
            assertThat(souk.meanBoundedSlowdown()).as(name).isLessThan(peer.meanBoundedSlowdown());
            assertThat(souk.deadlinesAccepted()).as(name).isGreaterThanOrEqualTo(peer.deadlinesAccepted());
        }
    }
}
