package org.souk.core.scheduling.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.souk.core.common.ContentId;
import org.souk.core.common.NodeId;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.matching.Expressions;
import org.souk.core.matching.Matchmaker;
import org.souk.core.matching.NodeFacts;
import org.souk.core.matching.TrackRecord;
import org.souk.core.node.Node;
import org.souk.core.node.Restrictions;
import org.souk.core.pricing.Usage;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.planning.Planner;
import org.souk.core.scheduling.slot.Slot;
import org.souk.core.task.TaskFile;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Resources;

/** What former attempts have shown of a node, and how well a task packs, in numbers. */
class ScoresTest {
    private static final Offset<Double> CLOSE = within(1e-9);
    private static final long GIB = 1L << 30;

    @Test
    void fitPrefersFullAndBalancedNodes() {
        // 4 cores and 4 GiB for sale. Half of each afterwards: half full, balanced.
        assertThat(fit(Resources.of(2000, 2 * GIB, 0))).isCloseTo(0.5, CLOSE);
        // All of both.
        assertThat(fit(Resources.of(4000, 4 * GIB, 0))).isCloseTo(1.0, CLOSE);
        // No core is left, but 3 of 4 GiB that nobody can use: (1 − (0 + 0.75) / 2) × (1 − 0.75)
        assertThat(fit(Resources.of(4000, GIB, 0))).isCloseTo(0.15625, CLOSE);
    }

    private static double fit(Resources needed) {
        return new Fit().of(waiting(aTask().needing(needed)), slot(TrackRecord.NEW));
    }

    @Test
    void localityIsTheShareOfContentsThatAreThere() {
        TaskFixture task = aTask().reading(
                        new TaskFile("/a", new ContentId("a")), new TaskFile("/b", new ContentId("b")))
                .readingStdin("c");
        // of module, a, b and c
        assertThat(locality(task, Set.of("a", "x"))).isEqualTo(0.25);
        assertThat(locality(task, Set.of("a", "b", "c", "bafkreimodule"))).isEqualTo(1);
        assertThat(locality(task, Set.of())).isZero();
    }

    private static double locality(TaskFixture task, Set<String> there) {
        TrackRecord record =
                TrackRecord.NEW.having(there.stream().map(ContentId::new).toList());
        return new Locality().of(waiting(task), slot(record));
    }

    @Test
    void latencyIsAHalfForASecondAndForTheUnknown() {
        assertThat(new Latency().of(waiting(aTask()), slot(TrackRecord.NEW))).isEqualTo(0.5);
        assertThat(latency(Duration.ofSeconds(1))).isCloseTo(0.5, CLOSE);
        // 1 / (1 + 0.25)
        assertThat(latency(Duration.ofMillis(250))).isCloseTo(0.8, CLOSE);
    }

    private static double latency(Duration start) {
        return new Latency().of(waiting(aTask()), slot(TrackRecord.NEW.started(start, List.of())));
    }

    @Test
    void reliabilityAndSpeedAreWhatWasMeasured() {
        TrackRecord record =
                TrackRecord.NEW.ran(new Usage(new Fuel(3_000_000_000L), Duration.ofSeconds(1), Bytes.ZERO));
        assertThat(new Reliability().of(waiting(aTask()), slot(record))).isEqualTo(record.reliability());
        // 3 / (3 + 1)
        assertThat(new Speed().of(waiting(aTask()), slot(record))).isCloseTo(0.75, CLOSE);
        assertThat(new Speed().of(waiting(aTask()), slot(TrackRecord.NEW))).isEqualTo(0.5);
    }

    @Test
    void planPrefersWhatItsWeightsPrefer() {
        NodeSnapshot failing =
                snapshot(aNode("n1").enrolled(), TrackRecord.NEW.failed().failed());
        NodeSnapshot slow = snapshot(
                aNode("n2").enrolled(),
                TrackRecord.NEW.ran(new Usage(new Fuel(1_000_000), Duration.ofSeconds(1), Bytes.ZERO)));

        assertThat(chosen(new ScoreWeights(Map.of("speed", 0.0)), failing, slow))
                .isEqualTo("n2");
        assertThat(chosen(new ScoreWeights(Map.of("reliability", 0.0)), failing, slow))
                .isEqualTo("n1");
    }

    private static String chosen(ScoreWeights weights, NodeSnapshot... nodes) {
        Planner planner = new Planner(SchedulingRules.DEFAULT, weights, new Matchmaker(Expressions.NONE));
        Plan plan = planner.plan(new ClusterSnapshot(1, NOON, List.of(waiting(aTask())), List.of(), List.of(nodes)));
        return plan.assignments().get(0).node().value();
    }

    @Test
    void weightsAreChecked() {
        assertThatThrownBy(() -> new ScoreWeights(Map.of("luck", 1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("luck");
        assertThatThrownBy(() -> new ScoreWeights(Map.of("price", Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("price");
    }

    private static WaitingTask waiting(TaskFixture task) {
        return WaitingTask.of(task.submitted());
    }

    private static Slot slot(TrackRecord record) {
        return Slot.of(
                        snapshot(
                                aNode("n1")
                                        .selling(Resources.of(4000, 4 * GIB, 0))
                                        .enrolled(),
                                record),
                        new Matchmaker(Expressions.NONE),
                        NOON,
                        () -> {})
                .get(0);
    }

    private static NodeSnapshot snapshot(Node node, TrackRecord record) {
        return new NodeSnapshot(
                new NodeId(node.id().value()),
                node.availability(),
                true,
                node.hardware(),
                node.offer(),
                Resources.NONE,
                LoadForecast.UNKNOWN,
                Resources.NONE,
                Restrictions.NONE,
                Optional.empty(),
                record,
                NodeFacts.of(node, record));
    }
}
