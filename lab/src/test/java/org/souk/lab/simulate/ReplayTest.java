package org.souk.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReplayTest {
    /** Writes down what it is told, and starts everything at once. */
    private static class Recorder implements Policy {
        final List<String> told = new ArrayList<>();

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public boolean submitted(Job job, Pool pool) {
            told.add(pool.nowMillis() + " submitted " + job.index());
            return job.index() == 1;
        }

        @Override
        public void finished(Job job, Pool pool) {
            told.add(pool.nowMillis() + " finished " + job.index());
        }

        @Override
        public void decide(Pool pool) {
            told.add(pool.nowMillis() + " decide");
            List.copyOf(pool.waiting()).forEach(execution -> pool.start(execution.job()));
        }
    }

    @Test
    void eventsOfOneMomentComeTogetherEndsFirst() {
        Recorder recorder = new Recorder();
        List<JobOutcome> outcomes =
                WorkloadFixture.on(4).job(0, 5, 1).job(5, 1, 1).job(5, 1, 1).outcomes(recorder);
        assertThat(recorder.told)
                .containsExactly(
                        "0 submitted 0",
                        "0 decide",
                        "5000 finished 0",
                        "5000 submitted 1",
                        "5000 submitted 2",
                        "5000 decide",
                        "6000 finished 1",
                        "6000 finished 2",
                        "6000 decide");
        assertThat(outcomes).extracting(JobOutcome::promised).containsExactly(false, true, false);
    }

    @Test
    void jobsAreSubmittedByTimeWhateverTheirOrderInTheFile() {
        Recorder recorder = new Recorder();
        WorkloadFixture.on(4).job(3, 1, 1).job(1, 1, 1).outcomes(recorder);
        assertThat(recorder.told).containsSubsequence("1000 submitted 1", "3000 submitted 0");
    }

    @Test
    void policyIsAskedAgainAtTheMomentThatItWants() {
        Recorder sleeper = new Recorder() {
            @Override
            public void decide(Pool pool) {
                told.add(pool.nowMillis() + " decide");
                if (pool.nowMillis() == 7_000) {
                    pool.start(pool.waiting().iterator().next().job());
                }
            }

            @Override
            public OptionalLong wakeUpMillis(Pool pool) {
                return pool.nowMillis() < 7_000 ? OptionalLong.of(7_000) : OptionalLong.empty();
            }
        };
        assertThat(WorkloadFixture.on(1).job(0, 1, 1).starts(sleeper)).containsExactly(7L);
    }

    @Test
    void jobsLeftForEverAreAnError() {
        Recorder idle = new Recorder() {
            @Override
            public void decide(Pool pool) {}
        };
        assertThatThrownBy(() -> WorkloadFixture.on(1).job(0, 1, 1).outcomes(idle))
                .hasMessage("recorder leaves 1 jobs waiting for ever");
    }
}
