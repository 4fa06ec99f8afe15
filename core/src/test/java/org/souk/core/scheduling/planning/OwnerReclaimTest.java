package org.souk.core.scheduling.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AccountId;
import org.souk.core.common.TaskId;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.matching.NodeFacts;
import org.souk.core.matching.TrackRecord;
import org.souk.core.node.Availability;
import org.souk.core.node.MaintenanceWindow;
import org.souk.core.node.Node;
import org.souk.core.node.Restrictions;
import org.souk.core.scheduling.Capacity;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.Preemption.Cause;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.preemption.VictimSelection;
import org.souk.core.task.Priority;
import org.souk.core.testing.NodeFixture;
import org.souk.core.units.Resources;

class OwnerReclaimTest {
    private static final Resources TWO_CORES = Resources.of(2000, 1 << 20, 0);

    @Test
    void nobodyLeavesDuringTheGrace() {
        NodeFixture lowered =
                aNode("n1").selling(TWO_CORES).restricted(Restrictions.NONE.withSurplusUntil(NOON.plusMillis(1)));

        assertThat(leaving(lowered, core("a"), core("b"), core("c"))).isEmpty();
    }

    @Test
    void afterTheGraceAsManyLeaveAsAreTooMany() {
        NodeFixture lowered = aNode("n1").selling(TWO_CORES).restricted(Restrictions.NONE.withSurplusUntil(NOON));

        assertThat(leaving(
                        lowered,
                        core("urgent").of(Priority.HIGH),
                        core("old").running(600),
                        core("young").running(5)))
                .extracting(p -> p.task().value(), Preemption::cause, Preemption::mode)
                .containsExactly(tuple("young", Cause.OFFER, Preemption.Mode.REQUEUE));
    }

    @Test
    void lowestClassLeavesFirstHoweverMuchItLoses() {
        NodeFixture lowered = aNode("n1").selling(TWO_CORES).restricted(Restrictions.NONE.withSurplusUntil(NOON));

        assertThat(names(leaving(
                        lowered,
                        core("low").of(Priority.LOW).running(6000),
                        core("a").running(1),
                        core("b").running(2))))
                .containsExactly("low");
    }

    @Test
    void nobodyLeavesInVain() {
        // 4 cores are taken and 2 are for sale: the small one would go first, but the large one must go anyway.
        NodeFixture lowered = aNode("n1").selling(TWO_CORES).restricted(Restrictions.NONE.withSurplusUntil(NOON));

        assertThat(names(leaving(
                        lowered,
                        core("small").running(1),
                        core("large").taking(3000).running(5))))
                .containsExactly("large");
    }

    @Test
    void storageIsGivenBackLikeCpuAndRam() {
        NodeFixture lowered = aNode("n1")
                .selling(Resources.of(4000, 1 << 30, 10))
                .restricted(Restrictions.NONE.withSurplusUntil(NOON));

        assertThat(names(leaving(
                        lowered,
                        core("a").storing(5).running(9),
                        core("b").storing(6).running(5))))
                .containsExactly("b");
    }

    @Test
    void whoIsAboutToEndCountsAsGone() {
        NodeFixture lowered = aNode("n1").selling(TWO_CORES).restricted(Restrictions.NONE.withSurplusUntil(NOON));

        assertThat(leaving(lowered, core("a"), core("b"), core("c").ending())).isEmpty();
    }

    @Test
    void drainWithADeadlineIsOverAtTheDeadline() {
        Restrictions soon = Restrictions.NONE.withDrainBy(Optional.of(NOON.plusMillis(1)));
        Restrictions now = Restrictions.NONE.withDrainBy(Optional.of(NOON));

        assertThat(leaving(aNode("n1").being(Availability.DRAINING).restricted(soon), core("a")))
                .isEmpty();
        assertThat(leaving(
                        aNode("n1").being(Availability.DRAINING).restricted(now),
                        core("a"),
                        core("b").ending()))
                .extracting(p -> p.task().value(), Preemption::cause)
                .containsExactly(tuple("a", Cause.DRAIN));
        assertThat(leaving(aNode("n1").restricted(now), core("a"))).isEmpty();
    }

    @Test
    void allLeaveWhenMaintenanceBegins() {
        Restrictions now =
                Restrictions.NONE.withMaintenance(List.of(new MaintenanceWindow(NOON, NOON.plusSeconds(60), false)));

        assertThat(leaving(aNode("n1").restricted(now), core("a").of(Priority.CRITICAL), core("b")))
                .extracting(Preemption::cause)
                .containsExactly(Cause.MAINTENANCE, Cause.MAINTENANCE);
    }

    @Test
    void burstMakesWayForTheOwnerAndReservedStays() {
        NodeFixture node =
                aNode("n1").selling(TWO_CORES).bursting(TWO_CORES, 50).yielding();
        // 4 cores × (1 − 50 %) leave 2 cores; both reserved ones stay, however much the owner needs.
        LoadForecast busy = new LoadForecast(50, 60, 10, 10, "test");

        assertThat(names(leaving(node, busy, core("a"), core("b"), core("burst").bursting())))
                .containsExactly("burst");
        assertThat(leaving(
                        node,
                        LoadForecast.UNKNOWN,
                        core("a"),
                        core("b"),
                        core("burst").bursting()))
                .isEmpty();
        // 4 cores × (1 − 40 %) leave 2.4 cores, for one reserved and one burst
        LoadForecast half = new LoadForecast(40, 50, 10, 10, "test");
        assertThat(names(leaving(
                        node,
                        half,
                        core("a"),
                        core("x").bursting().running(9),
                        core("y").bursting())))
                .containsExactly("y");
    }

    /** What starts is asked for more room than what is there: 4 cores × (1 − 60 %) leave 1.6, × (1 − 20 %) leave 3.2. */
    @Test
    void nobodyLeavesBecauseAForecastHasBecomeLessSure() {
        NodeFixture node = aNode("n1").bursting(TWO_CORES, 50).yielding();
        LoadForecast unsure = new LoadForecast(20, 60, 10, 10, "test");

        assertThat(leaving(node, unsure, core("a").bursting(), core("b").bursting()))
                .isEmpty();
    }

    @Test
    void fewestLeaveThatAreEnough() {
        Capacity capacity = new Capacity(
                new Capacity.Kinds(TWO_CORES, TWO_CORES),
                new Capacity.Kinds(Resources.NONE, TWO_CORES),
                TWO_CORES,
                TWO_CORES);
        List<RunningTask> held = Stream.of(
                        core("x").bursting(), core("y").bursting().running(9))
                .map(Held::asSeen)
                .toList();

        assertThat(VictimSelection.of(held, Preemption.Mode.REQUEUE, capacity, fits(1000)))
                .extracting(a -> a.task().value())
                .containsExactly("x");
        assertThat(VictimSelection.of(held, Preemption.Mode.REQUEUE, capacity, fits(3000)))
                .as("not even without all")
                .hasSize(2);
        assertThat(VictimSelection.of(
                        List.of(), Preemption.Mode.REQUEUE, capacity.releasing(TWO_CORES, true), fits(1000)))
                .isEmpty();
    }

    private static Predicate<Capacity> fits(int milliCpu) {
        return left -> left.fits(Resources.of(milliCpu, 0, 0), false);
    }

    private static List<String> names(List<Preemption> preemptions) {
        return preemptions.stream().map(p -> p.task().value()).toList();
    }

    private static List<Preemption> leaving(NodeFixture fixture, Held... held) {
        return leaving(fixture, LoadForecast.UNKNOWN, held);
    }

    private static List<Preemption> leaving(NodeFixture fixture, LoadForecast forecast, Held... held) {
        Node node = fixture.enrolled();
        List<RunningTask> running = Stream.of(held).map(Held::asSeen).toList();
        NodeSnapshot snapshot = new NodeSnapshot(
                node.id(),
                node.availability(),
                true,
                node.hardware(),
                node.offer(),
                sum(running, false),
                forecast,
                sum(running, true),
                node.restrictions(),
                node.restrictions().openFor(NOON),
                TrackRecord.NEW,
                new NodeFacts(node.id(), node.name(), node.owner(), node.hardware(), node.offer(), 1, 0));
        return OwnerReclaim.preemptions(snapshot, running, NOON);
    }

    private static Resources sum(List<RunningTask> running, boolean burst) {
        return running.stream()
                .filter(attempt -> attempt.burst() == burst)
                .map(RunningTask::held)
                .reduce(Resources.NONE, Resources::plus);
    }

    private static Held core(String name) {
        return new Held(name);
    }

    /** An attempt on the node. */
    private static final class Held {
        private final String name;
        private Resources resources = Resources.of(1000, 1 << 10, 0);
        private Priority priority = Priority.NORMAL;
        private boolean burst;
        private boolean cancelled;
        private Duration ran = Duration.ZERO;

        private Held(String name) {
            this.name = name;
        }

        private Held taking(int cpuMillis) {
            resources = Resources.of(cpuMillis, 1 << 10, 0);
            return this;
        }

        private Held storing(long bytes) {
            resources = Resources.of(1000, 1 << 10, bytes);
            return this;
        }

        private Held of(Priority value) {
            priority = value;
            return this;
        }

        private Held running(long seconds) {
            ran = Duration.ofSeconds(seconds);
            return this;
        }

        private Held bursting() {
            burst = true;
            return this;
        }

        private Held ending() {
            cancelled = true;
            return this;
        }

        private RunningTask asSeen() {
            return new RunningTask(
                    new TaskId(name),
                    1,
                    new AccountId("buyer"),
                    priority,
                    Optional.empty(),
                    aNode("n1").enrolled().id(),
                    resources,
                    burst,
                    false,
                    cancelled,
                    Optional.of(NOON.minus(ran)),
                    ran,
                    Duration.ofHours(1),
                    0,
                    Optional.empty());
        }
    }
}
