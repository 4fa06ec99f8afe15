package org.souk.runtime.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.souk.testing.Patience;

@Timeout(Patience.TEST_SECONDS)
class RunClockTest {
    private static final long DAY = Duration.ofDays(1).toNanos();

    private final LinkedBlockingQueue<Boolean> stood = new LinkedBlockingQueue<>();
    private final RunClock clock = new RunClock(this::note);

    private void note() {
        stood.add(clock.isStanding());
    }

    @Test
    void clockThatHasNotStartedShowsNothing() {
        assertThat(clock.nanos()).isZero();
    }

    @Test
    void clockStandsStillAtTheGate() throws Exception {
        clock.start();
        clock.suspend();
        CompletableFuture<Void> program = CompletableFuture.runAsync(clock::pass);
        assertThat(stood.take()).isTrue();

        assertThat(clock.nanos()).isEqualTo(clock.nanos()).isPositive();

        clock.resume();
        program.join();
        assertThat(stood.take()).isFalse();
    }

    @Test
    void runThatIsSuspendedBeforeItsStartWaitsThere() throws Exception {
        clock.suspend();
        CompletableFuture<Void> program = CompletableFuture.runAsync(clock::start);
        assertThat(stood.take()).isTrue();
        assertThat(program).isNotDone();

        clock.resume();

        program.join();
    }

    @Test
    void sleeperComesToStandAtOnceAndWakesWhenItIsResumed() throws Exception {
        clock.start();
        CompletableFuture<Void> program = CompletableFuture.runAsync(() -> clock.sleep(DAY));
        clock.suspend();
        assertThat(stood.take()).isTrue();
        assertThat(program).isNotDone();

        clock.resume();

        program.join();
    }

    /** Source and target of a move have to agree on the time to the millisecond. */
    @Test
    void clockOfAProgramThatCameHereRestsUntilItGoesOn() {
        clock.startAt(1_000);
        clock.startAt(3_000);
        assertThat(clock.nanos()).isEqualTo(3_000);
        clock.rest();
        assertThat(clock.nanos()).isEqualTo(3_000);

        clock.unrest();

        long began = System.nanoTime();
        while (clock.nanos() == 3_000) {
            assertThat(System.nanoTime() - began).isLessThan(1_000_000_000L);
        }
    }

    @Test
    void sleepLastsAsLongAsItShould() {
        clock.start();
        long before = System.nanoTime();

        clock.sleep(2_000_000);

        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(2_000_000);
        assertThat(clock.nanos()).isGreaterThanOrEqualTo(2_000_000);
    }

    @Test
    void runThatIsToEndLeavesTheGate() {
        clock.suspend();
        Thread.currentThread().interrupt();

        assertThatThrownBy(clock::start).isInstanceOf(Interrupted.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(clock.isStanding()).isFalse();
    }
}
