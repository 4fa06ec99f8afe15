package org.souk.lab.heartbeats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AttemptKey;
import org.souk.core.live.LiveAttempt;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.Lab;
import org.souk.lab.heartbeats.HeartbeatTrial.Course;
import org.souk.lab.heartbeats.MarketOnHeap.Holding;
import org.souk.protocol.json.Json;

class HeartbeatTrialTest {
    private static final int NODES = 20;
    private static final int ATTEMPTS = 60;
    private static final Course SHORT = new Course(5, 3, 100, Duration.ZERO);

    private final MarketOnHeap heap = new MarketOnHeap(NODES, ATTEMPTS);

    @Test
    void everyAttemptIsNamedInEachRoundAndNoLeaseRunsOut() throws InterruptedException {
        HeartbeatTrial trial = new HeartbeatTrial(heap, SHORT);
        HeartbeatsReport report = trial.run();
        // 100 heartbeats are 5 rounds of 20 nodes; with those of the warm-up 50 s have passed, more than three leases.
        assertThat(trial.sent()).isEqualTo(100);
        assertThat(trial.named()).isEqualTo(5 * ATTEMPTS);
        assertThat(report.nodes()).isEqualTo(NODES);
        assertThat(report.attempts()).isEqualTo(ATTEMPTS);
        assertThat(report.cpuMicrosPerHeartbeat()).isPositive();
        assertThat(report.snapshotMillis()).isPositive();
        assertThat(heap.kept()).isEqualTo(ATTEMPTS);
        assertThat(heap.market().live().expired()).isEmpty();
        assertThat(heap.market().live().waitingCount()).isPositive();
    }

    @Test
    void attemptsAreSpreadEvenlyAndRunWithWhatTheyHaveUsed() {
        new Heartbeats(heap).round();
        for (Holding holding : heap.holdings()) {
            assertThat(heap.market().live().attemptsOn(holding.node()))
                    .hasSize(ATTEMPTS / NODES)
                    .allMatch(attempt -> attempt.snapshot().isPresent())
                    .allMatch(attempt -> attempt.fuel().units() > 0)
                    .extracting(LiveAttempt::key)
                    .containsExactlyInAnyOrderElementsOf(holding.attempts());
        }
    }

    @Test
    void lostAttemptIsNoResult() {
        // Its node never names it again, and all others are named: three rounds of 5 s are a lease.
        AttemptKey lost = heap.holdings().get(0).attempts().remove(0);
        Heartbeats heartbeats = new Heartbeats(heap);
        for (int round = 0; round < 3; round++) {
            heartbeats.round();
        }
        assertThat(heap.market().live().expired()).extracting(LiveAttempt::key).containsExactly(lost);
        heap.holdings().get(0).attempts().add(new AttemptKey(lost.task(), lost.attempt() + 1));
        assertThatThrownBy(() -> new HeartbeatTrial(heap, SHORT).run())
                .isInstanceOf(ExperimentFailed.class)
                .hasMessage("of 60 attempts 59 are left where they were");
    }

    @Test
    void jsonHasTheseFieldsInThisOrder() {
        assertThat(Json.write(new HeartbeatsReport(20, 60, 12.5, 0.5)))
                .isEqualTo("{\"nodes\":20,\"attempts\":60,\"cpuMicrosPerHeartbeat\":12.5,\"snapshotMillis\":0.5}");
    }

    @Test
    void numbersThatMakeNoSenseAreUsageErrors() {
        StringWriter errors = new StringWriter();
        int code = Lab.commandLine().setErr(new PrintWriter(errors, true)).execute("heartbeats", "--nodes", "0");
        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains("--nodes must be from 1");
    }
}
