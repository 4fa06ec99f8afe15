package org.souk.core.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.souk.core.common.TaskId;
import org.souk.core.escalation.Escalation.FailAndRefund;
import org.souk.core.escalation.Escalation.Preempt;
import org.souk.core.escalation.Escalation.RaisePrice;
import org.souk.core.escalation.Escalation.RaisePriority;
import org.souk.core.queueing.LoadStatistics;
import org.souk.core.queueing.Queue;
import org.souk.core.queueing.Queue.Waiting;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.task.Bid;
import org.souk.core.task.Escalations;
import org.souk.core.task.Escalations.Action;
import org.souk.core.task.Escalations.Step;
import org.souk.core.task.Priority;
import org.souk.core.task.Task;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/** What holds of every queue that is watched for a while. */
class EscalationPropertyTest {
    private static final EscalationRules RULES =
            new EscalationRules(Duration.ofSeconds(30), 0.9, Duration.ofHours(2), 6, 3);
    private final EscalationPolicy policy = new EscalationPolicy(RULES);

    @Property(tries = 300)
    void stepsAreBoundedAndNeverRepeated(@ForAll long seed) {
        Random random = new Random(seed);
        Map<TaskId, Task> tasks = drawn(random);
        LoadStatistics load = new LoadStatistics();
        Instant now = NOON;
        for (int turn = 0; turn < 40; turn++) {
            now = now.plusSeconds(random.nextInt(600));
            Queue queue = queue(tasks, now, 1000L * random.nextInt(40));
            List<Escalation> decided = policy.decide(queue, load);

            assertThat(policy.decide(queue, load)).isEqualTo(decided);
            isBounded(decided, tasks);
            for (Escalation escalation : decided) {
                Task task = tasks.get(escalation.task());
                assertThat(escalation.version()).isEqualTo(task.version());
                isNew(escalation, task.escalations());
                if (escalation instanceof FailAndRefund) {
                    tasks.remove(task.id());
                } else {
                    Task next = task.escalated(escalation.step(now)).withVersion(task.version() + 1);
                    if (escalation instanceof RaisePriority raise) {
                        assertThat(next.priority()).isEqualTo(raise.to());
                        assertThat(next.priority().ordinal())
                                .isEqualTo(task.priority().ordinal() + 1);
                    }
                    if (escalation instanceof RaisePrice raise) {
                        assertThat(raise.to())
                                .isGreaterThan(task.bid().orElseThrow().offer())
                                .isLessThanOrEqualTo(task.spec().maxPrice());
                        assertThat(next.bid().orElseThrow().offer()).isEqualTo(raise.to());
                    }
                    tasks.put(task.id(), next);
                }
            }
            load.pressed(queue.pressure(), now);
            start(random, tasks, load, now);
        }
        tasks.values().forEach(EscalationPropertyTest::areInOrder);
    }

    /** What its buyer agreed to comes before what others pay for, and each as often as there is something left of it. */
    private static void areInOrder(Task task) {
        List<Action> actions =
                task.escalations().steps().stream().map(Step::action).toList();
        assertThat(Collections.frequency(actions, Action.WIDEN_POOLS))
                .isLessThanOrEqualTo(task.spec().placement().widening() ? 1 : 0);
        assertThat(Collections.frequency(actions, Action.RAISE_PRICE))
                .isLessThanOrEqualTo(task.spec().offer().isPresent() ? EscalationPolicy.OFFERS : 0);
        assertThat(Collections.frequency(actions, Action.RAISE_PRIORITY))
                .isLessThanOrEqualTo(
                        Priority.values().length - 1 - task.spec().priority().ordinal());
        assertThat(Collections.frequency(actions, Action.PREEMPT)).isLessThanOrEqualTo(1);
        int firstAtACost = Math.min(first(actions, Action.RAISE_PRIORITY), first(actions, Action.PREEMPT));
        if (firstAtACost < actions.size() && !isPromised(task)) {
            assertThat(task.placement().widening()).isFalse();
            assertThat(task.bid().map(Bid::withheld).orElse(Money.ZERO)).isEqualTo(Money.ZERO);
            assertThat(actions.subList(firstAtACost, actions.size()))
                    .doesNotContain(Action.WIDEN_POOLS, Action.RAISE_PRICE);
        }
        assertThat(actions)
                .filteredOn(action -> isPromised(task))
                .doesNotContain(Action.WIDEN_POOLS, Action.RAISE_PRICE);
        assertThat(first(actions, Action.WIDEN_POOLS))
                .isLessThanOrEqualTo(
                        task.spec().placement().widening() ? first(actions, Action.RAISE_PRICE) : actions.size());
    }

    private static int first(List<Action> actions, Action action) {
        int index = actions.indexOf(action);
        return index < 0 ? actions.size() : index;
    }

    /** Half of those with deadlines. */
    private static boolean isPromised(Task task) {
        return task.spec().deadline().isPresent() && task.id().value().hashCode() % 2 == 0;
    }

    @Property(tries = 200)
    void aLongerWaitOfOthersNeverMakesATaskEscalateSooner(@ForAll long seed) {
        Random random = new Random(seed);
        LoadStatistics calm = new LoadStatistics();
        LoadStatistics busy = new LoadStatistics();
        for (int i = 0; i < 50; i++) {
            Duration wait = Duration.ofSeconds(random.nextInt(1000));
            calm.waited(Priority.NORMAL, wait, NOON);
            busy.waited(Priority.NORMAL, wait.multipliedBy(2), NOON);
        }
        Task task = aTask().submittedAt(NOON.minusSeconds(random.nextInt(3000))).submitted();
        Queue queue = queue(Map.of(task.id(), task), NOON, 1000);

        if (policy.decide(queue, calm).isEmpty()) {
            assertThat(policy.decide(queue, busy)).isEmpty();
        }
    }

    private static Map<TaskId, Task> drawn(Random random) {
        Map<TaskId, Task> tasks = new HashMap<>();
        for (int i = random.nextInt(60); i >= 0; i--) {
            TaskFixture task = aTask().id("t" + i)
                    .by("b" + random.nextInt(8))
                    .priority(Priority.values()[random.nextInt(4)])
                    .needing(Resources.of(100 * (1 + random.nextInt(40)), 1 << 20, 0))
                    .expecting(Duration.ofSeconds(1 + random.nextInt(500)))
                    .submittedAt(NOON.minusSeconds(random.nextInt(4000)));
            if (random.nextInt(4) == 0) {
                task.due(NOON.plusSeconds(random.nextInt(5000)));
            }
            if (random.nextBoolean()) {
                task.in("attic", random.nextBoolean());
            }
            if (random.nextBoolean()) {
                long limit = 1 + random.nextInt(1000);
                task.within(Money.ofMicros(limit)).offering(Money.ofMicros(1 + (long) (random.nextDouble() * limit)));
            }
            Task drawn = task.submitted();
            tasks.put(drawn.id(), drawn);
        }
        return tasks;
    }

    private static Queue queue(Map<TaskId, Task> tasks, Instant now, long forSale) {
        return new Queue(
                now,
                tasks.values().stream()
                        .map(task -> new Waiting(WaitingTask.of(task), task.submittedAt(), isPromised(task)))
                        .toList(),
                forSale);
    }

    private static void start(Random random, Map<TaskId, Task> tasks, LoadStatistics load, Instant now) {
        List<Task> left = new ArrayList<>(tasks.values());
        for (int i = random.nextInt(3); i > 0 && !left.isEmpty(); i--) {
            Task started = left.remove(random.nextInt(left.size()));
            load.waited(started.spec().priority(), Duration.between(started.submittedAt(), now), now);
            tasks.remove(started.id());
        }
    }

    private static void isBounded(List<Escalation> decided, Map<TaskId, Task> tasks) {
        assertThat(decided).hasSizeLessThanOrEqualTo(RULES.stepsAtOnce());
        Set<TaskId> once = decided.stream().map(Escalation::task).collect(Collectors.toSet());
        assertThat(once).hasSameSizeAs(decided);
        List<Escalation> steps = decided.stream()
                .filter(escalation -> !(escalation instanceof FailAndRefund))
                .toList();
        assertThat(steps.stream()
                        .map(escalation -> tasks.get(escalation.task()).buyer())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                        .values())
                .allMatch(count -> count == 1);
        long insist = tasks.values().stream()
                .filter(t -> t.escalations().mayPreempt())
                .count();
        long more = decided.stream().filter(Preempt.class::isInstance).count();
        assertThat(more == 0 || insist + more <= RULES.insistingAtOnce()).isTrue();
    }

    private static void isNew(Escalation escalation, Escalations taken) {
        Set<String> known = new HashSet<>();
        taken.steps()
                .forEach(step ->
                        known.add(step.cause().trigger() + "/" + step.cause().level()));
        assertThat(known)
                .doesNotContain(
                        escalation.cause().trigger() + "/" + escalation.cause().level());
    }
}
