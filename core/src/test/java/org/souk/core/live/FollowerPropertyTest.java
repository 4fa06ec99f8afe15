package org.souk.core.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.souk.core.account.ServicePlans;
import org.souk.core.common.AccountId;
import org.souk.core.common.TaskId;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.forecast.LoadForecaster;
import org.souk.core.forecast.LoadHistory;
import org.souk.core.pricing.Bill;
import org.souk.core.task.Attempt;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskSummary;
import org.souk.core.testing.ManualClock;
import org.souk.core.testing.NodeFixture;
import org.souk.core.units.Fuel;

/** Whatever is told, lost, late or repeated, and however transactions commit: the live state is what is stored. */
class FollowerPropertyTest {
    private static final int TASKS = 8;

    @Property(tries = 1000)
    void theLiveStateIsWhatIsStored(@ForAll long seed) {
        Drawn drawn = new Drawn(new Random(seed));
        for (int step = 0; step < 120; step++) {
            drawn.step();
        }
        drawn.store.commitAll();
        drawn.follower.follow();

        assertThat(drawn.live.tasks()).isEqualTo(drawn.store.unfinished());
        assertThat(drawn.counts()).isEqualTo(drawn.expectedCounts());
        assertThat(drawn.follower.compare()).as("nothing was left to mend").isZero();
        drawn.lateNews();
        assertThat(drawn.live.tasks()).as("late news changes nothing").isEqualTo(drawn.store.unfinished());
    }

    @Test
    void whatWasLostAllTheSameIsMendedAndCounted() {
        Drawn drawn = new Drawn(new Random(1));
        Task task = aTask().submitted();
        drawn.store.write(task);
        drawn.store.commitAll();
        drawn.follower.follow();

        drawn.store.changeUnnumbered(task.ended(Ending.without(EndReason.CANCELLED, ""), Bill.NOTHING, NOON));
        drawn.store.appearUnnumbered(aTask().id("t9").submitted());
        drawn.follower.follow();
        assertThat(drawn.live.tasks()).containsOnlyKeys(task.id());

        assertThat(drawn.follower.compare()).isEqualTo(2);
        assertThat(drawn.live.tasks()).containsOnlyKeys(new TaskId("t9"));
        assertThat(drawn.follower.healed()).isEqualTo(2);
        assertThat(drawn.follower.compare()).isZero();
    }

    /** A live state, what it follows, and news on its way. */
    private static final class Drawn {
        private final Random random;
        private final ManualClock clock = new ManualClock(NOON);
        private final UncommittedStore store = new UncommittedStore();
        private final Buyers buyers = new Buyers(ServicePlans.DEFAULT, Duration.ofHours(1));
        private final LiveState live = new LiveState(Duration.ofSeconds(30), new NoForecast(), buyers, clock);
        private final Follower follower = new Follower(live, buyers, store.reader(), clock);
        private final List<TaskSummary> news = new ArrayList<>();
        private final List<TaskSummary> told = new ArrayList<>();

        private Drawn(Random random) {
            this.random = random;
        }

        private void step() {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> write();
                case 3 -> store.commitOne(random).ifPresent(this::tell);
                case 4 -> store.rollBackOne(random);
                case 5 -> hear();
                case 6 -> follower.follow();
                case 7 -> read();
                default -> throw new IllegalStateException();
            }
            clock.advance(Duration.ofSeconds(random.nextInt(5)));
        }

        private void read() {
            if (random.nextBoolean()) {
                follower.rebuild();
            } else {
                follower.compare();
            }
        }

        private void write() {
            TaskId id = new TaskId("t" + random.nextInt(TASKS));
            store.writeNext(id, task -> next(id, task));
        }

        /** Any legal change of a task, or a new one. */
        private Task next(TaskId id, Task task) {
            if (task == null) {
                return aTask().id(id.value()).by("b" + random.nextInt(2)).submitted();
            }
            return switch (task.state()) {
                case QUEUED -> random.nextInt(4) == 0 ? end(task) : assigned(task);
                case ASSIGNED -> random.nextBoolean() ? task.running(clock.instant()) : task.requeued(clock.instant());
                case RUNNING ->
                    switch (random.nextInt(4)) {
                        case 0 -> task.suspended("others need it", clock.instant());
                        case 1 -> task.evicted("others need it", clock.instant());
                        case 2 -> task.cancelling(clock.instant());
                        default -> end(task);
                    };
                case SUSPENDED ->
                    random.nextBoolean() ? task.resumed(clock.instant()) : task.cancelling(clock.instant());
                case CANCELLING -> end(task);
                case BLOCKED, COMPLETED, FAILED, CANCELLED -> null;
            };
        }

        private Task assigned(Task task) {
            return task.assigned(new Attempt(
                    task.nextAttempt(),
                    aNode("n" + random.nextInt(3)).enrolled().id(),
                    NodeFixture.TARIFF,
                    new Fuel(1),
                    clock.instant()));
        }

        private Task end(Task task) {
            EndReason reason = task.state() == TaskState.RUNNING ? EndReason.WALL_LIMIT : EndReason.CANCELLED;
            return task.ended(Ending.without(reason, ""), Bill.NOTHING, clock.instant());
        }

        /** The caller may have got an exception although it was committed: then nobody is told. */
        private void tell(TaskSummary committed) {
            told.add(committed);
            int times = random.nextInt(3);
            news.addAll(Collections.nCopies(times, committed));
            Collections.shuffle(news, random);
        }

        private void hear() {
            if (!news.isEmpty()) {
                live.changed(news.remove(news.size() - 1), clock.instant());
            }
        }

        private void lateNews() {
            Collections.shuffle(told, random);
            told.forEach(task -> live.changed(task, clock.instant()));
        }

        private List<Integer> counts() {
            return List.of(live.unfinished(new AccountId("b0")), live.unfinished(new AccountId("b1")));
        }

        private List<Integer> expectedCounts() {
            Map<TaskId, TaskSummary> stored = store.unfinished();
            return List.of(count(stored, "b0"), count(stored, "b1"));
        }

        private static int count(Map<TaskId, TaskSummary> stored, String buyer) {
            return (int) stored.values().stream()
                    .filter(task -> task.buyer().value().equals(buyer))
                    .count();
        }
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
