package org.souk.runtime.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.souk.runtime.snapshot.StateReader;
import org.souk.runtime.snapshot.StateWriter;
import org.souk.testing.Patience;

@Timeout(Patience.TEST_SECONDS)
class SleepTest {
    private static final long MILLIS = 1_000_000;
    private static final long DAY = Duration.ofDays(1).toNanos();

    private final RunClock run = new RunClock(() -> {});
    private final ProgramClock clock = new ProgramClock(Instant.EPOCH, () -> 0);
    private boolean arrives;
    private boolean leaves;
    private final Sleep sleep = new Sleep(run, clock, new YieldPoint() {
        @Override
        public boolean arrives() {
            return arrives;
        }

        @Override
        public boolean leaves() {
            return leaves;
        }
    });

    @Test
    void sleepTakesRealTimeAndShowsWhatWasAskedFor() {
        run.start();

        assertThat(sleep.lasts(3 * MILLIS)).isTrue();

        assertThat(run.nanos()).isGreaterThanOrEqualTo(3 * MILLIS);
        assertThat(clock.nanos()).isEqualTo(3 * MILLIS);
    }

    @Test
    void sleepThatIsLeftShowsNothing() {
        run.start();
        leaves = true;

        assertThat(sleep.lasts(DAY)).isFalse();

        assertThat(clock.nanos()).isZero();
    }

    @Test
    void restoredSleepLastsForItsRestAndShowsAllOfIt() throws Exception {
        // A day of which all but 2 ms are over.
        sleep.restoreFrom(new StateReader(new StateWriter().large(2 * MILLIS).toByteArray()));
        run.start();
        arrives = true;

        assertThat(sleep.lasts(DAY)).isTrue();

        assertThat(run.nanos()).isBetween(2 * MILLIS, DAY);
        assertThat(clock.nanos()).isEqualTo(DAY);
    }

    @Test
    void restOfASleepIsSavedOnce() throws Exception {
        run.start();
        leaves = true;
        sleep.lasts(DAY);
        StateWriter asleep = new StateWriter();
        sleep.saveTo(asleep);
        assertThat(new StateReader(asleep.toByteArray()).large("rest")).isBetween(DAY / 2, DAY);

        leaves = false;
        arrives = true;
        sleep.lasts(0);
        StateWriter awake = new StateWriter();
        sleep.saveTo(awake);
        assertThat(new StateReader(awake.toByteArray()).large("rest")).isEqualTo(-1);
    }
}
