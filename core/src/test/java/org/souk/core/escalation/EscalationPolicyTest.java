package org.souk.core.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.souk.core.escalation.Escalation.FailAndRefund;
import org.souk.core.escalation.Escalation.Preempt;
import org.souk.core.escalation.Escalation.RaisePrice;
import org.souk.core.escalation.Escalation.RaisePriority;
import org.souk.core.queueing.LoadStatistics;
import org.souk.core.queueing.Queue;
import org.souk.core.queueing.Queue.Waiting;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.task.Escalations.Action;
import org.souk.core.task.Escalations.Trigger;
import org.souk.core.task.Priority;
import org.souk.core.task.Task;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Money;

class EscalationPolicyTest {
    private static final long TEN_CORES = 10_000;
    private static final Duration FLOOR = EscalationRules.DEFAULT.floor();

    private final EscalationPolicy policy = new EscalationPolicy(EscalationRules.DEFAULT);
    private final LoadStatistics load = new LoadStatistics();

    @Test
    void nobodyEscalatesBeforeTheFloor() {
        assertThat(decide(waited(FLOOR, aTask()))).isEmpty();
    }

    @Test
    void whoWaitsLongerThanItsClassRises() {
        past(Priority.NORMAL, 100, Duration.ofMinutes(10));

        assertThat(decide(waited(Duration.ofMinutes(9), aTask()))).isEmpty();
        List<Escalation> decided = decide(waited(Duration.ofMinutes(12), aTask()));

        assertThat(decided).singleElement().isInstanceOfSatisfying(RaisePriority.class, raise -> {
            assertThat(raise.to()).isEqualTo(Priority.HIGH);
            assertThat(raise.cause().trigger()).isEqualTo(Trigger.WAIT);
            assertThat(raise.cause().measured()).isEqualTo(720);
            assertThat(raise.cause().threshold()).isBetween(600.0, 660.0);
        });
    }

    @Test
    void classesAreMeasuredApart() {
        past(Priority.LOW, 100, Duration.ofHours(1));
        past(Priority.HIGH, 100, Duration.ofSeconds(1));

        assertThat(decide(waited(Duration.ofMinutes(2), aTask().priority(Priority.LOW))))
                .isEmpty();
        assertThat(decide(waited(Duration.ofMinutes(2), aTask().priority(Priority.HIGH))))
                .hasSize(1);
    }

    @Test
    void thresholdsFollowTheLoad() {
        past(Priority.NORMAL, 100, Duration.ofSeconds(2));
        Waiting fiveMinutes = waited(Duration.ofMinutes(5), aTask());
        assertThat(decide(fiveMinutes)).hasSize(1);

        past(Priority.NORMAL, 1000, Duration.ofMinutes(30));
        assertThat(decide(fiveMinutes)).isEmpty();
    }

    @Test
    void ofFewWaitsTheLongestIsLongEnough() {
        past(Priority.NORMAL, 7, Duration.ofSeconds(1));
        assertThat(decide(waited(Duration.ofSeconds(70), aTask()))).hasSize(1);
    }

    @Test
    void oldWaitsAreForgotten() {
        for (int i = 0; i < 100; i++) {
            load.waited(Priority.NORMAL, Duration.ofMinutes(30), NOON.minus(Duration.ofHours(5)));
        }
        assertThat(decide(waited(Duration.ofMinutes(5), aTask()))).hasSize(1);
    }

    @Test
    void aJamRaisesNobodyAboveTheOthers() {
        Waiting[] batch = IntStream.range(0, 50)
                .mapToObj(i -> waited(Duration.ofHours(1), aTask().id("t" + i).by("b" + i)))
                .toArray(Waiting[]::new);
        assertThat(decide(batch)).isEmpty();
    }

    @Test
    void theSameThresholdNeverWorksTwice() {
        Waiting first = waited(Duration.ofSeconds(70), aTask());
        Escalation raise = decide(first).get(0);

        assertThat(decide(after(first, raise, Duration.ofSeconds(70)))).isEmpty();
        // The next one is at twice the wait.
        assertThat(decide(after(first, raise, Duration.ofSeconds(119)))).isEmpty();
        assertThat(decide(after(first, raise, Duration.ofSeconds(121))))
                .singleElement()
                .isInstanceOfSatisfying(
                        RaisePriority.class, second -> assertThat(second.to()).isEqualTo(Priority.CRITICAL));
    }

    @Test
    void nobodyRisesBeyondTheHighestClass() {
        assertThat(decide(waited(Duration.ofHours(1), aTask().priority(Priority.CRITICAL))))
                .isEmpty();
    }

    @Test
    void aNearDeadlineRaises() {
        TaskFixture task = aTask().runningAtMost(Duration.ofMinutes(20)).expecting(Duration.ofMinutes(10));
        // 30 s left beside its run, and the floor of a long wait is 60 s
        List<Escalation> decided = decide(waited(Duration.ofSeconds(5), task.due(NOON.plusSeconds(630))));
        assertThat(decided).singleElement().isInstanceOfSatisfying(RaisePriority.class, raise -> assertThat(
                        raise.cause().measured())
                .isEqualTo(30));
        assertThat(decide(waited(Duration.ofSeconds(5), task.due(NOON.plusSeconds(661)))))
                .isEmpty();
    }

    @Test
    void whatCannotBeInTimeIsEnded() {
        TaskFixture task = aTask().runningAtMost(Duration.ofMinutes(20)).expecting(Duration.ofMinutes(10));
        assertThat(decide(waited(Duration.ofSeconds(5), task.due(NOON.plusSeconds(299)))))
                .singleElement()
                .isInstanceOfSatisfying(
                        FailAndRefund.class,
                        fail -> assertThat(fail.cause().trigger()).isEqualTo(Trigger.DEADLINE));
    }

    @Test
    void aLimitIsNoEstimate() {
        TaskFixture task = aTask().runningAtMost(Duration.ofHours(1)).due(NOON.plusSeconds(299));
        assertThat(decide(waited(Duration.ofSeconds(5), task))).noneMatch(FailAndRefund.class::isInstance);
    }

    @Test
    void whoWaitsForeverIsEnded() {
        Duration longest = EscalationRules.DEFAULT.longestWait();
        assertThat(decide(waited(longest, aTask()))).singleElement().isInstanceOf(FailAndRefund.class);
        EscalationRules patient = EscalationRules.DEFAULT.with(FLOOR, Duration.ZERO);
        assertThat(new EscalationPolicy(patient).decide(queue(waited(longest, aTask())), load))
                .noneMatch(FailAndRefund.class::isInstance);
    }

    @Test
    void underPressureItMayPreempt() {
        Waiting big = waited(Duration.ofMinutes(3), aTask().needing(cores(9)).priority(Priority.CRITICAL));
        Waiting other = waited(Duration.ZERO, aTask().id("t2").by("bob").needing(cores(2)));

        assertThat(decide(big)).isEmpty();
        assertThat(decide(big, other)).singleElement().isInstanceOf(Preempt.class);
    }

    @Test
    void pressureAsUsualIsNone() {
        for (int i = 0; i < 100; i++) {
            load.pressed(5, NOON);
        }
        Waiting big = waited(Duration.ofMinutes(3), aTask().needing(cores(20)).priority(Priority.CRITICAL));
        assertThat(decide(big)).isEmpty();
    }

    @Test
    void onlyAFewMayInsistAtOnce() {
        List<Waiting> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(waited(
                    Duration.ofSeconds(200 - i),
                    aTask().id("t" + (100 + i)).by("b" + i).needing(cores(2)).priority(Priority.CRITICAL)));
        }
        // Others of the class have not waited at all.
        past(Priority.CRITICAL, 1000, Duration.ZERO);

        assertThat(decide(many.toArray(Waiting[]::new)))
                .hasSize(EscalationRules.DEFAULT.insistingAtOnce())
                .allMatch(Preempt.class::isInstance);
    }

    @Test
    void eachBuyerGetsOneStepATurn() {
        past(Priority.NORMAL, 1000, Duration.ZERO);
        assertThat(decide(
                        waited(Duration.ofSeconds(90), aTask().id("t1").by("ada")),
                        waited(Duration.ofSeconds(80), aTask().id("t2").by("ada")),
                        waited(Duration.ofSeconds(70), aTask().id("t3").by("bob"))))
                .extracting(escalation -> escalation.task().value())
                .containsExactly("t1", "t3");
    }

    @Test
    void whereNothingIsForSaleRisingIsOfNoUse() {
        assertThat(policy.decide(new Queue(NOON, List.of(waited(Duration.ofHours(1), aTask())), 0), load))
                .isEmpty();
    }

    @Test
    void whatHarmsNobodyElseComesFirst() {
        TaskFixture task =
                aTask().needing(cores(20)).in("attic", true).within("1").offering("0.5");
        // The floor is a minute; then each time the wait has doubled. The queue presses all the time.
        List<Escalation> steps = steps(task, false, 61, 119, 121, 241, 481, 961, 962, 1921);
        assertThat(steps)
                .extracting(Escalation::action)
                .containsExactly(
                        Action.WIDEN_POOLS,
                        Action.RAISE_PRICE,
                        Action.RAISE_PRICE,
                        Action.RAISE_PRICE,
                        Action.RAISE_PRIORITY,
                        Action.PREEMPT,
                        Action.RAISE_PRIORITY);
    }

    @Test
    void theOfferRisesByHalfOfWhatIsLeftAndThenToTheLimit() {
        List<Escalation> steps = steps(aTask().within("1").offering("0.2"), false, 61, 121, 241, 481);
        // 0.2 + 0.8 / 2, then + 0.4 / 2, then all
        assertThat(steps.subList(0, 3))
                .extracting(step -> ((RaisePrice) step).to())
                .containsExactly(Money.parse("0.6"), Money.parse("0.8"), Money.parse("1"));
        assertThat(steps.get(3)).isInstanceOf(RaisePriority.class);
    }

    @Test
    void theLeastOfWhatIsLeftIsOffered() {
        TaskFixture task = aTask().within(Money.ofMicros(5)).offering(Money.ofMicros(4));
        assertThat(steps(task, false, 61, 121))
                .extracting(Escalation::action)
                .containsExactly(Action.RAISE_PRICE, Action.RAISE_PRIORITY);
        assertThat(steps(aTask().within("1").offering("1"), false, 61))
                .extracting(Escalation::action)
                .containsExactly(Action.RAISE_PRIORITY);
    }

    @Test
    void aNearDeadlineLeavesNoTimeBetweenSteps() {
        TaskFixture task = aTask().runningAtMost(Duration.ofMinutes(20))
                .expecting(Duration.ofMinutes(10))
                .in("attic", true)
                .within("1")
                .offering("0.2")
                .due(NOON.plusSeconds(630));
        assertThat(steps(task, false, 5, 10, 15, 20, 25, 30))
                .extracting(Escalation::action)
                .containsExactly(
                        Action.WIDEN_POOLS,
                        Action.RAISE_PRICE,
                        Action.RAISE_PRICE,
                        Action.RAISE_PRICE,
                        Action.RAISE_PRIORITY);
    }

    @Test
    void whoHasRoomKeptPaysNoMoreThanItOffers() {
        TaskFixture task = aTask().runningAtMost(Duration.ofMinutes(20))
                .expecting(Duration.ofMinutes(10))
                .in("attic", true)
                .within("1")
                .offering("0.2")
                .due(NOON.plusSeconds(630));
        assertThat(steps(task, true, 5, 10, 15)).extracting(Escalation::action).containsExactly(Action.RAISE_PRIORITY);
    }

    private void past(Priority requested, int count, Duration wait) {
        for (int i = 0; i < count; i++) {
            load.waited(requested, wait, NOON);
        }
    }

    private List<Escalation> decide(Waiting... waiting) {
        return policy.decide(queue(waiting), load);
    }

    private static Queue queue(Waiting... waiting) {
        return new Queue(NOON, Arrays.asList(waiting), TEN_CORES);
    }

    private static Waiting waited(Duration wait, TaskFixture task) {
        Instant since = NOON.minus(wait);
        return new Waiting(WaitingTask.of(task.submittedAt(since).submitted()), since, false);
    }

    private static Waiting after(Waiting before, Escalation escalation, Duration wait) {
        Task task = aTask().submittedAt(before.since()).submitted().escalated(escalation.step(NOON));
        return new Waiting(WaitingTask.of(task), NOON.minus(wait), false);
    }

    /** What is done for a task, turn by turn, while it has waited for so many seconds. */
    private List<Escalation> steps(TaskFixture fixture, boolean promised, int... seconds) {
        List<Escalation> steps = new ArrayList<>();
        Task task = fixture.submitted();
        for (int waited : seconds) {
            List<Escalation> decided = decide(new Waiting(WaitingTask.of(task), NOON.minusSeconds(waited), promised));
            for (Escalation escalation : decided) {
                task = task.escalated(escalation.step(NOON));
            }
            steps.addAll(decided);
        }
        return steps;
    }
}
