package org.souk.core.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.souk.core.account.ServicePlans;
import org.souk.core.common.AttemptKey;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.forecast.LoadForecaster;
import org.souk.core.forecast.LoadHistory;
import org.souk.core.link.AttemptProgress;
import org.souk.core.node.Node;
import org.souk.core.node.NodeLoad;
import org.souk.core.pricing.Bill;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.task.Attempt;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Task;
import org.souk.core.testing.ManualClock;
import org.souk.core.testing.NodeFixture;
import org.souk.core.testing.RecordingLink;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Resources;

class LiveStateTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Node NODE = aNode("n1").enrolled();

    private final ManualClock clock = new ManualClock(NOON);
    private final LiveState live =
            new LiveState(LEASE, new NoForecast(), new Buyers(ServicePlans.DEFAULT, Duration.ofHours(1)), clock);
    private long version;
    private final Task task = aTask().submitted();
    private final Task assigned = task.assigned(new Attempt(1, NODE.id(), NodeFixture.TARIFF, new Fuel(1), NOON));
    private final AttemptProgress progress =
            new AttemptProgress(new AttemptKey(task.id(), 1), true, false, new Fuel(5));

    private void changed(Task next) {
        version++;
        live.changed(next.withVersion(version).summary(), clock.instant());
    }

    @Test
    void leaseRunsOutUnlessTheAttemptIsSeen() {
        live.connected(NODE, new RecordingLink(), Optional.empty(), NOON);
        changed(assigned);
        clock.advance(Duration.ofSeconds(20));
        live.heartbeat(NODE.id(), load(clock.instant()), List.of(progress), clock.instant());

        clock.advance(Duration.ofSeconds(29));
        assertThat(live.expired()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(live.expired()).extracting(LiveAttempt::key).containsExactly(progress.attempt());
    }

    @Test
    void heartbeatWithoutTheAttemptDoesNotRenewIt() {
        live.connected(NODE, new RecordingLink(), Optional.empty(), NOON);
        changed(assigned);
        clock.advance(Duration.ofSeconds(20));
        live.heartbeat(NODE.id(), load(clock.instant()), List.of(), clock.instant());

        clock.advance(Duration.ofSeconds(10));
        assertThat(live.expired()).hasSize(1);
    }

    @Test
    void anOlderVersionChangesNothing() {
        changed(task);
        changed(assigned);
        assertThat(live.changed(task.withVersion(1).summary(), NOON)).isFalse();
        assertThat(live.attempt(task.id())).isPresent();

        changed(assigned.requeued(NOON).ended(Ending.without(EndReason.CANCELLED, ""), Bill.NOTHING, NOON));
        assertThat(live.changed(task.withVersion(2).summary(), NOON)).isFalse();
        assertThat(live.isIdle()).isTrue();
        assertThat(live.unfinished(task.buyer())).isZero();
    }

    @Test
    void foreignAndOldAttemptsAreUnwanted() {
        Node other = aNode("n2").enrolled();
        live.connected(NODE, new RecordingLink(), Optional.empty(), NOON);
        live.connected(other, new RecordingLink(), Optional.empty(), NOON);
        changed(assigned);
        AttemptProgress old = new AttemptProgress(new AttemptKey(task.id(), 0), true, false, Fuel.ZERO);

        assertThat(live.renew(other.id(), List.of(progress), NOON).cancel()).containsExactly(progress.attempt());
        assertThat(live.renew(NODE.id(), List.of(progress, old), NOON).cancel()).containsExactly(old.attempt());
        assertThat(live.started(other.id(), progress.attempt(), NOON)).isEmpty();
        assertThat(live.started(NODE.id(), progress.attempt(), NOON)).isPresent();
    }

    @Test
    void cancelledAttemptIsUnwantedWithEveryHeartbeat() {
        live.connected(NODE, new RecordingLink(), Optional.empty(), NOON);
        changed(assigned);
        changed(assigned.cancelling(NOON));

        assertThat(live.renew(NODE.id(), List.of(progress), NOON).cancel()).containsExactly(progress.attempt());
        assertThat(live.renew(NODE.id(), List.of(progress), NOON).cancel()).containsExactly(progress.attempt());
        assertThat(live.attempt(task.id())).isPresent();
    }

    @Test
    void newSessionReplacesTheFormerAndItsEndChangesNothing() {
        RecordingLink former = new RecordingLink();
        RecordingLink next = new RecordingLink();
        assertThat(live.connected(NODE, former, Optional.empty(), NOON)).isEmpty();
        assertThat(live.connected(NODE, next, Optional.empty(), NOON)).containsSame(former);

        live.disconnected(NODE.id(), former);
        assertThat(live.link(NODE.id())).containsSame(next);
        live.disconnected(NODE.id(), next);
        assertThat(live.link(NODE.id())).isEmpty();
    }

    @Test
    void silentNodeIsNotConnected() {
        live.connected(NODE, new RecordingLink(), Optional.empty(), NOON);

        clock.advance(Duration.ofSeconds(29));
        assertThat(isConnected()).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(isConnected()).isFalse();
    }

    @Test
    void reservationsAreOfTheNodesThatHoldThem() {
        live.connected(NODE, new RecordingLink(), Optional.empty(), NOON);
        changed(task);
        assertThat(reserved()).isEqualTo(Resources.NONE);
        changed(assigned);
        assertThat(reserved()).isEqualTo(task.spec().resources());
        changed(assigned.requeued(NOON));
        assertThat(reserved()).isEqualTo(Resources.NONE);
        changed(task.ended(Ending.without(EndReason.CANCELLED, ""), Bill.NOTHING, NOON));
        assertThat(live.waitingCount()).isZero();
    }

    private Resources reserved() {
        return live.snapshot(NOON).nodes().get(0).reserved();
    }

    private boolean isConnected() {
        return live.snapshot(clock.instant()).nodes().stream().allMatch(NodeSnapshot::connected);
    }

    private static NodeLoad load(Instant at) {
        return new NodeLoad(at, 10, 10, 0, Bytes.ZERO);
    }

    private static final class NoForecast implements LoadForecaster {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public LoadForecast forecast(LoadHistory history) {
            return LoadForecast.UNKNOWN;
        }
    }
}
