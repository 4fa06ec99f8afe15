package org.souk.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.souk.core.account.ServicePlans;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.NodeId;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.forecast.LoadForecaster;
import org.souk.core.forecast.LoadHistory;
import org.souk.core.node.Node;
import org.souk.core.node.NodeLoad;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.task.Attempt;
import org.souk.core.task.Task;
import org.souk.core.testing.NodeFixture;
import org.souk.core.testing.RecordingLink;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Resources;

class ClusterTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Node NODE = aNode("n1").enrolled();

    private final Cluster cluster =
            new Cluster(LEASE, new NoForecast(), new Buyers(ServicePlans.DEFAULT, Duration.ofHours(1)));
    private final Task task = aTask().submitted();
    private final Task assigned = task.assigned(new Attempt(1, NODE.id(), NodeFixture.TARIFF, new Fuel(1), NOON));
    private final Progress progress = new Progress(new AttemptKey(task.id(), 1), true, false, new Fuel(5));

    @Test
    void leaseRunsOutUnlessTheAttemptIsHeardOf() {
        cluster.connected(NODE, new RecordingLink(), NOON);
        cluster.assigned(assigned, NOON);
        assertThat(cluster.expired(NOON.plusSeconds(29))).isEmpty();

        cluster.heartbeat(NODE.id(), load(NOON.plusSeconds(20)), List.of(progress), NOON.plusSeconds(20));

        assertThat(cluster.expired(NOON.plusSeconds(30))).isEmpty();
        assertThat(cluster.expired(NOON.plusSeconds(50)))
                .extracting(LiveAttempt::key)
                .containsExactly(progress.attempt());
    }

    @Test
    void heartbeatWithoutTheAttemptDoesNotRenewIt() {
        cluster.connected(NODE, new RecordingLink(), NOON);
        cluster.assigned(assigned, NOON);

        cluster.heartbeat(NODE.id(), load(NOON.plusSeconds(20)), List.of(), NOON.plusSeconds(20));

        assertThat(cluster.expired(NOON.plusSeconds(30))).hasSize(1);
    }

    @Test
    void foreignAndOldAttemptsAreUnwanted() {
        Node other = aNode("n2").enrolled();
        cluster.connected(NODE, new RecordingLink(), NOON);
        cluster.connected(other, new RecordingLink(), NOON);
        cluster.assigned(assigned, NOON);
        Progress old = new Progress(new AttemptKey(task.id(), 0), true, false, Fuel.ZERO);

        assertThat(cluster.renew(other.id(), List.of(progress), NOON).cancel()).containsExactly(progress.attempt());
        assertThat(cluster.renew(NODE.id(), List.of(progress, old), NOON).cancel())
                .containsExactly(old.attempt());
        assertThat(cluster.started(other.id(), progress.attempt(), NOON)).isEmpty();
        assertThat(cluster.started(NODE.id(), progress.attempt(), NOON)).isPresent();
    }

    @Test
    void cancelledAttemptIsUnwantedWithEveryHeartbeat() {
        cluster.connected(NODE, new RecordingLink(), NOON);
        cluster.assigned(assigned, NOON);
        cluster.cancelled(assigned.cancelling(NOON));

        assertThat(cluster.renew(NODE.id(), List.of(progress), NOON).cancel()).containsExactly(progress.attempt());
        assertThat(cluster.renew(NODE.id(), List.of(progress), NOON).cancel()).containsExactly(progress.attempt());
        assertThat(cluster.attempt(task.id())).isPresent();
    }

    @Test
    void rebuildGivesLeasesAnewAndForgetsTheRest() {
        Task gone = aTask().id("t9").submitted();
        cluster.queued(gone, NOON);
        Instant later = NOON.plusSeconds(600);

        cluster.rebuild(List.of(NODE), List.of(assigned, aTask().id("t2").submitted()), List.of(), later);

        assertThat(cluster.waiting(gone.id())).isEmpty();
        assertThat(cluster.waitingCount()).isEqualTo(1);
        assertThat(cluster.expired(later.plusSeconds(29))).isEmpty();
        assertThat(cluster.snapshot(later).nodes().get(0).reserved())
                .isEqualTo(task.spec().resources());
    }

    @Test
    void rebuildKeepsSessionsOfNodesThatRemain() {
        RecordingLink link = new RecordingLink();
        cluster.connected(NODE, link, NOON);
        cluster.connected(aNode("n2").enrolled(), new RecordingLink(), NOON);

        cluster.rebuild(List.of(NODE), List.of(), List.of(), NOON);

        assertThat(cluster.link(NODE.id())).containsSame(link);
        assertThat(cluster.link(new NodeId("n2"))).isEmpty();
    }

    @Test
    void newSessionReplacesTheFormerAndItsEndChangesNothing() {
        RecordingLink former = new RecordingLink();
        RecordingLink next = new RecordingLink();
        assertThat(cluster.connected(NODE, former, NOON)).isEmpty();
        assertThat(cluster.connected(NODE, next, NOON)).containsSame(former);

        cluster.disconnected(NODE.id(), former);
        assertThat(cluster.link(NODE.id())).containsSame(next);
        cluster.disconnected(NODE.id(), next);
        assertThat(cluster.link(NODE.id())).isEmpty();
    }

    @Test
    void silentNodeIsNotConnected() {
        cluster.connected(NODE, new RecordingLink(), NOON);

        assertThat(connected(NOON.plusSeconds(29))).isTrue();
        assertThat(connected(NOON.plusSeconds(30))).isFalse();
    }

    @Test
    void reservationsAreOfTheNodesThatHoldThem() {
        cluster.connected(NODE, new RecordingLink(), NOON);
        cluster.queued(task, NOON);
        assertThat(reserved()).isEqualTo(Resources.NONE);
        cluster.assigned(assigned, NOON);
        assertThat(reserved()).isEqualTo(task.spec().resources());
        cluster.queued(assigned.requeued(NOON), NOON);
        assertThat(reserved()).isEqualTo(Resources.NONE);
        cluster.forget(task.id(), NOON);
        assertThat(cluster.waitingCount()).isZero();
    }

    private Resources reserved() {
        return cluster.snapshot(NOON).nodes().get(0).reserved();
    }

    private boolean connected(Instant now) {
        return cluster.snapshot(now).nodes().stream().allMatch(NodeSnapshot::connected);
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
