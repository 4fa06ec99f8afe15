package org.souk.core.scheduling.planning;

import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.forecast.OwnerLoad;
import org.souk.core.matching.Expressions;
import org.souk.core.matching.Matchmaker;
import org.souk.core.matching.NodeFacts;
import org.souk.core.matching.TrackRecord;
import org.souk.core.migration.MigrationPolicy;
import org.souk.core.migration.MigrationRules;
import org.souk.core.node.Node;
import org.souk.core.pricing.Position;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Mobility;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.NodeSnapshot.Transfer;
import org.souk.core.scheduling.Reservation;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.scheduling.Sharing;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.score.Ranking;
import org.souk.core.scheduling.score.ScoreWeights;
import org.souk.core.task.Priority;
import org.souk.core.testing.NodeFixture;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Bytes;
import org.souk.core.units.Resources;

/** What one phase finds: nodes, what runs on them, what waits, and what is promised. It is noon. */
final class PlanScene {
    private static final Criteria CRITERIA = new Criteria(
            SchedulingRules.DEFAULT,
            new Ranking(ScoreWeights.STANDARD),
            new Matchmaker(Expressions.NONE),
            new MigrationPolicy(MigrationRules.DEFAULT));
    private static final Transfer FAST = new Transfer(true, 100_000_000);

    private final List<Node> nodes = new ArrayList<>();
    private final List<WaitingTask> waiting = new ArrayList<>();
    private final List<RunningTask> running = new ArrayList<>();
    private final List<Reservation> promised = new ArrayList<>();
    private Sharing sharing = Sharing.NONE;

    PlanScene node(NodeFixture fixture) {
        nodes.add(fixture.enrolled());
        return this;
    }

    PlanScene waiting(TaskFixture fixture) {
        waiting.add(WaitingTask.of(fixture.submitted()));
        return this;
    }

    PlanScene running(Run run) {
        running.add(run.asSeen());
        return this;
    }

    /** So much is kept for a task for an hour. */
    PlanScene promised(String task, String node, Instant start, Resources resources) {
        promised.add(
                new Reservation(new TaskId(task), new NodeId(node), start, start.plus(Duration.ofHours(1)), resources));
        return this;
    }

    PlanScene sharing(Sharing value) {
        sharing = value;
        return this;
    }

    ClusterSnapshot snapshot() {
        return new ClusterSnapshot(
                1,
                NOON,
                waiting,
                running,
                promised,
                nodes.stream().map(this::seen).toList(),
                sharing);
    }

    PlanState state() {
        return new PlanState(CRITERIA, snapshot());
    }

    private NodeSnapshot seen(Node node) {
        return new NodeSnapshot(
                node.id(),
                node.availability(),
                true,
                node.hardware(),
                node.offer(),
                taken(node, false),
                OwnerLoad.of(LoadForecast.UNKNOWN),
                taken(node, true),
                node.restrictions(),
                node.restrictions().openFor(NOON),
                TrackRecord.NEW,
                NodeFacts.of(node, TrackRecord.NEW),
                FAST);
    }

    private Resources taken(Node node, boolean burst) {
        return running.stream()
                .filter(run -> run.node().equals(node.id()) && run.burst() == burst)
                .map(RunningTask::held)
                .reduce(Resources.NONE, Resources::plus);
    }

    /** Has run for ten minutes of an hour, with one core. */
    static Run run(String task, String node) {
        return new Run(task, node);
    }

    /** An attempt on a node. */
    static final class Run {
        private static final Duration RAN = Duration.ofMinutes(10);
        private static final Duration EXPECTED = Duration.ofHours(1);

        private final String task;
        private final String node;
        private Priority priority = Priority.NORMAL;
        private Resources resources = cores(1);
        private Optional<Instant> suspendedAt = Optional.empty();
        private Instant since = NOON.minus(RAN);
        private boolean movable;

        private Run(String task, String node) {
            this.task = task;
            this.node = node;
        }

        Run of(Priority value) {
            priority = value;
            return this;
        }

        Run taking(int cores) {
            resources = cores(cores);
            return this;
        }

        Run startedAt(Instant when) {
            since = when;
            return this;
        }

        Run suspendedAt(Instant when) {
            suspendedAt = Optional.of(when);
            return this;
        }

        /** Its snapshot is small, and without a move ten minutes are lost. */
        Run movable() {
            movable = true;
            return this;
        }

        private RunningTask asSeen() {
            return new RunningTask(
                    new TaskId(task),
                    1,
                    new AccountId("buyer"),
                    priority,
                    Optional.empty(),
                    new NodeId(node),
                    resources,
                    false,
                    suspendedAt.isPresent(),
                    false,
                    suspendedAt.isPresent() ? Optional.empty() : Optional.of(since),
                    RAN,
                    EXPECTED,
                    suspendedAt.isPresent() ? 1 : 0,
                    suspendedAt,
                    movable ? Optional.of(mobility()) : Optional.empty());
        }

        private Mobility mobility() {
            WaitingTask rest =
                    WaitingTask.of(aTask().id(task).needing(resources).submitted());
            return new Mobility(
                    Position.START, Position.START, rest, rest, new Bytes(1 << 20), RAN, 0, Optional.empty());
        }
    }
}
