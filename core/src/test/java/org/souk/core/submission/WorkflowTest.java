package org.souk.core.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.souk.core.testing.MarketHarness.buyer;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.souk.core.account.Account;
import org.souk.core.account.Role;
import org.souk.core.common.AccountId;
import org.souk.core.common.Conflict;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NotFound;
import org.souk.core.common.TaskId;
import org.souk.core.events.TaskView;
import org.souk.core.link.Dispatch;
import org.souk.core.scheduling.limit.ArrayLimit;
import org.souk.core.task.ArrayRange;
import org.souk.core.task.ArraySummary;
import org.souk.core.task.AttemptReport;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Task;
import org.souk.core.task.TaskQuery;
import org.souk.core.task.TaskState;
import org.souk.core.tasks.Tasks;
import org.souk.core.tasks.Tasks.Submitted;
import org.souk.core.testing.MarketHarness;
import org.souk.core.testing.RecordingLink;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Money;

/** Arrays, dependencies, quotas and refunds, in a whole market. */
class WorkflowTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Optional<String> NO_KEY = Optional.empty();

    private final MarketHarness market = new MarketHarness().rich("ada", "1000").rich("bob", "1000");

    @Test
    void anArrayIsManyTasksWithAnIndexEach() {
        Submitted first = submit(array(7, 9, 2), NO_KEY);
        String array = arrayOf(first.task().task());

        List<Task> elements = elements(array);
        assertThat(elements)
                .extracting(t -> t.spec().environment().get("SOUK_ARRAY_INDEX"))
                .containsExactly("7", "8", "9");
        assertThat(elements.get(2).spec().arguments()).containsExactly("part-9.csv");
        assertThat(market.tasks.array(buyer("ada"), array))
                .isEqualTo(new ArraySummary(array, new AccountId("ada"), 7, 9, 2, Map.of(TaskState.QUEUED, 3L)));
        assertThat(market.held("ada")).isEqualTo(Money.parse("3"));
        assertThatThrownBy(() -> market.tasks.array(buyer("bob"), array)).isInstanceOf(NotFound.class);
    }

    @Test
    void aRepeatedArrayIsTheSameArray() {
        Submitted first = submit(array(1, 3, 3), Optional.of("key"));
        Submitted again = submit(array(1, 3, 3), Optional.of("key"));
        assertThat(again.replayed()).isTrue();
        assertThat(again.task().task().id()).isEqualTo(first.task().task().id());
        assertThat(market.held("ada")).isEqualTo(Money.parse("3"));
        assertThatThrownBy(() -> submit(array(1, 4, 3), Optional.of("key"))).isInstanceOf(Conflict.class);
    }

    @Test
    void onlySoManyElementsRunAtOnce() {
        RecordingLink link = market.online(aNode("n1"));
        submit(array(1, 4, 2), NO_KEY);
        market.turn().turn();
        assertThat(link.assigned()).hasSize(2);
        Task waiting =
                elements(arrayOf(market.find(link.assigned().get(0).task()))).get(3);
        assertThat(market.tasks.explain(buyer("ada"), waiting.id()).rejections())
                .containsKey(ArrayLimit.NAME);

        succeed(link.assigned().get(0));
        market.turn();
        assertThat(link.assigned()).hasSize(3);
    }

    @Test
    void aHugeOrEmptyArrayIsRefused() {
        assertRefused(() -> array(1, 1_000_000, 1), "array", "1000000 elements");
        assertRefused(() -> array(3, 2, 1), "array.to", "less than array.from");
        assertRefused(() -> array(-1, 2, 1), "array.from", "negative");
        assertRefused(() -> array(1, 2, 0), "array.atOnce", "at least 1");
        assertRefused(
                () -> market.tasks.submitBatch(buyer("ada"), NO_KEY, List.of(array(1, 6000, 1), array(1, 6000, 1))),
                "tasks",
                "12000 tasks");
    }

    @Test
    void anArrayIsCancelledWhole() {
        RecordingLink link = market.online(aNode("n1"));
        String array = arrayOf(submit(array(1, 3, 1), NO_KEY).task().task());
        market.turn();

        ArraySummary cancelled = market.tasks.cancelArray(buyer("ada"), array);
        assertThat(cancelled.counts()).isEqualTo(Map.of(TaskState.CANCELLING, 1L, TaskState.CANCELLED, 2L));
        assertThat(link.cancelled()).hasSize(1);
        assertThatThrownBy(() -> market.tasks.cancelArray(buyer("bob"), array)).isInstanceOf(NotFound.class);
    }

    @Test
    void aTaskRunsAfterAllThatItNames() {
        RecordingLink link = market.online(aNode("n1"));
        Task one = single();
        Task two = single();
        Task last = submit(after(one, two), NO_KEY).task().task();
        assertThat(last.state()).isEqualTo(TaskState.BLOCKED);
        assertThat(market.tasks.explain(buyer("ada"), last.id()).summary()).contains("2 tasks have completed");

        market.turn();
        succeed(link.assigned().get(0));
        market.turn();
        assertThat(market.find(last.id()).state()).isEqualTo(TaskState.BLOCKED);
        succeed(link.assigned().get(1));
        market.turn();
        assertThat(link.assigned().get(2).task()).isEqualTo(last.id());
    }

    @Test
    void whatIsCompletedAlreadyIsNotWaitedFor() {
        RecordingLink link = market.online(aNode("n1"));
        Task one = single();
        market.turn();
        succeed(link.assigned().get(0));
        market.turn();

        assertThat(submit(after(one), NO_KEY).task().state()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void aBatchIsAWholeGraph() {
        RecordingLink link = market.online(aNode("n1"));
        List<Submitted> made = market.tasks.submitBatch(
                buyer("ada"),
                Optional.of("graph"),
                List.of(
                        order("collect", "work"),
                        new TaskOrder(
                                aTask().by("ada").spec(),
                                Optional.of("work"),
                                List.of("prepare"),
                                Optional.of(ArrayRange.of(1, 3))),
                        order("prepare")));
        TaskId collect = made.get(0).task().task().id();
        assertThat(made)
                .extracting(s -> s.task().state())
                .containsExactly(TaskState.BLOCKED, TaskState.BLOCKED, TaskState.QUEUED);

        market.turn();
        assertThat(link.assigned()).hasSize(1);
        succeed(link.assigned().get(0));
        market.turn();
        assertThat(link.assigned()).hasSize(4);
        link.assigned().subList(1, 4).forEach(this::succeed);
        market.turn();
        assertThat(link.assigned().get(4).task()).isEqualTo(collect);
        assertThat(market.find(collect).spec().workflow().after()).hasSize(3);
    }

    @Test
    void aRepeatedGraphIsTheSameGraph() {
        List<TaskOrder> graph = List.of(order("b", "a"), order("a"));
        List<Submitted> first = market.tasks.submitBatch(buyer("ada"), Optional.of("g"), graph);
        List<Submitted> again = market.tasks.submitBatch(buyer("ada"), Optional.of("g"), graph);
        assertThat(again)
                .extracting(s -> s.task().task().id())
                .isEqualTo(first.stream().map(s -> s.task().task().id()).toList());
        assertThat(market.held("ada")).isEqualTo(Money.parse("2"));
    }

    @Test
    void aCycleIsRefusedAndNamed() {
        assertRefused(
                () -> market.tasks.submitBatch(
                        buyer("ada"),
                        NO_KEY,
                        List.of(order("x"), order("a", "c"), order("b", "a", "x"), order("c", "b"))),
                "tasks[2].after",
                "closes a cycle: a → b → c → a");
        assertRefused(
                () -> market.tasks.submitBatch(buyer("ada"), NO_KEY, List.of(order("a", "a"))),
                "tasks[0].after",
                "a → a");
        assertThat(market.held("ada")).isEqualTo(Money.ZERO);
    }

    @Test
    void aChainMayBeAsLongAsABatch() {
        List<TaskOrder> chain = new ArrayList<>();
        for (int i = 0; i < Tasks.MAX_BATCH; i++) {
            chain.add(i == Tasks.MAX_BATCH - 1 ? order("t" + i) : order("t" + i, "t" + (i + 1)));
        }
        List<Submitted> made = market.tasks.submitBatch(buyer("ada"), NO_KEY, chain);
        assertThat(made.stream().filter(s -> s.task().state() == TaskState.QUEUED))
                .hasSize(1);
    }

    @Test
    void whatCannotCompleteIsNoDependency() {
        Task foreign = market.submit(aTask().by("bob"));
        assertRefused(() -> submit(after(foreign), NO_KEY), "after", "no such task or array");
        assertRefused(() -> submit(order("a", "nothing"), NO_KEY), "after", "no such task or array");
        Task cancelled = single();
        market.tasks.cancel(buyer("ada"), cancelled.id());
        assertRefused(() -> submit(after(cancelled), NO_KEY), "after", "CANCELLED and so will never complete");
        assertRefused(() -> order("a", "b", "b"), "after", "twice");
        assertRefused(() -> order("a b"), "label", "letters");
    }

    @Test
    void aLostDependencyEndsAllThatComesAfterIt() {
        RecordingLink link = market.online(aNode("n1"));
        Task first = single();
        Task second = submit(after(first), NO_KEY).task().task();
        Task third = submit(after(second), NO_KEY).task().task();
        market.turn();
        market.report(link.assigned().get(0), EndReason.TRAPPED, 0, SECOND);
        market.turn();

        for (Task lost : List.of(second, third)) {
            Ending ending = market.find(lost.id()).ending().orElseThrow();
            assertThat(ending.reason()).isEqualTo(EndReason.DEPENDENCY_FAILED);
        }
        assertThat(market.find(second.id()).ending().orElseThrow().detail())
                .contains(first.id().value())
                .contains("TRAPPED");
        assertThat(market.held("ada")).isEqualTo(Money.ZERO);
        assertThat(market.live.unfinished(new AccountId("ada"))).isZero();
        assertThat(market.ledgerSum()).isEqualTo(Money.ZERO);
    }

    @Test
    void cancellingATaskEndsWhatComesAfterIt() {
        Task first = single();
        Task second = submit(after(first), NO_KEY).task().task();
        market.tasks.cancel(buyer("ada"), first.id());

        assertThat(market.find(second.id()).ending().orElseThrow().detail()).contains("CANCELLED");
        assertThat(market.held("ada")).isEqualTo(Money.ZERO);
    }

    @Test
    void aBlockedTaskMissesItsDeadlineToo() {
        Task first = single();
        Task second = submit(
                        new TaskOrder(
                                aTask().by("ada").due(NOON.plusSeconds(10)).spec(),
                                Optional.empty(),
                                List.of(first.id().value()),
                                Optional.empty()),
                        NO_KEY)
                .task()
                .task();
        Task third = submit(after(second), NO_KEY).task().task();
        market.advance(Duration.ofSeconds(11)).turn();

        assertThat(market.find(second.id()).ending().orElseThrow().reason()).isEqualTo(EndReason.DEADLINE_PASSED);
        assertThat(market.find(third.id()).ending().orElseThrow().reason()).isEqualTo(EndReason.DEPENDENCY_FAILED);
        assertThat(market.find(first.id()).state()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void noDeadlineIsPromisedToAnArrayThatMustQueueForItself() {
        TaskOrder slow = new TaskOrder(
                aTask().by("ada").due(NOON.plusSeconds(60)).spec(),
                Optional.empty(),
                List.of(),
                Optional.of(new ArrayRange(1, 9, 3)));
        assertRefused(() -> submit(slow, NO_KEY), "deadline", "not all elements may run at once");
    }

    @Test
    void aRestartedMarketGoesOnWithItsGraphs() {
        Task first = single();
        Task second = submit(after(first), NO_KEY).task().task();
        MarketHarness restarted = new MarketHarness(market);
        RecordingLink link = restarted.online(aNode("n1"));
        restarted.market.turns().open();
        restarted.turn();
        restarted.sessions.ended(new AttemptReport(
                first.id(), 1, link.assigned().get(0).attempt().node(), Ending.without(EndReason.SUCCESS, "")));
        restarted.turn();

        assertThat(link.assigned()).hasSize(2);
        assertThat(link.assigned().get(1).task()).isEqualTo(second.id());
    }

    @Test
    void aPlanLimitsWhatIsUnfinished() {
        Account small = account("ada", "small");
        market.market.leader().stored(small);
        TaskOrder three = array(1, 3, 3);
        submit(three, Optional.of("key"));
        assertThatThrownBy(() -> submit(three, NO_KEY))
                .isInstanceOf(QuotaExceeded.class)
                .hasMessageContaining("the plan 'small' allows 5 unfinished tasks, there are 3");
        assertThat(submit(three, Optional.of("key")).replayed()).isTrue();

        market.tasks.cancelArray(buyer("ada"), arrayOf(elements().get(0)));
        submit(three, NO_KEY);
    }

    @Test
    void aMissedDeadlineIsPaidBack() {
        RecordingLink link = market.online(aNode("n1"));
        Task late = market.submit(aTask().by("ada").due(NOON.plusSeconds(10)).expecting(Duration.ofSeconds(5)));
        market.turn();
        market.advance(Duration.ofSeconds(11));
        Money before = market.available("ada");
        market.report(link.assigned().get(0), EndReason.SUCCESS, 100_000_000_000L, Duration.ofSeconds(5));
        market.turn();

        Task ended = market.find(late.id());
        Money charged = ended.bill().orElseThrow().charged();
        // a quarter of the price by the standard plan, more than the fee of a tenth
        Money refund = Money.ofMicros(charged.micros() / 4);
        assertThat(charged.isPositive()).isTrue();
        assertThat(ended.bill().orElseThrow().refunded()).isEqualTo(refund);
        assertThat(market.available("ada"))
                .isEqualTo(before.plus(Money.parse("1")).minus(charged).plus(refund));
        assertThat(market.fees()).isEqualTo(Money.ZERO);
        assertThat(market.ledgerSum()).isEqualTo(Money.ZERO);
        assertThat(market.tasks.explain(buyer("ada"), late.id()).summary()).contains("deadline was missed");
    }

    @Test
    void noRefundForADeadlineThatWasKeptOrWasTheBuyersOwnFault() {
        RecordingLink link = market.online(aNode("n1"));
        Task kept = market.submit(aTask().by("ada").due(NOON.plusSeconds(60)).expecting(Duration.ofSeconds(5)));
        Task failed = market.submit(aTask().by("ada").due(NOON.plusSeconds(10)).expecting(Duration.ofSeconds(5)));
        Task longer = market.submit(aTask().by("ada").due(NOON.plusSeconds(10)).expecting(Duration.ofSeconds(3)));
        market.turn();
        market.advance(Duration.ofSeconds(11));
        for (Dispatch dispatch : List.copyOf(link.assigned())) {
            EndReason how = dispatch.task().equals(failed.id()) ? EndReason.TRAPPED : EndReason.SUCCESS;
            market.report(dispatch, how, 100_000_000_000L, Duration.ofSeconds(5));
        }
        market.turn();

        assertThat(List.of(kept, failed, longer)).allSatisfy(task -> assertThat(
                        market.find(task.id()).bill().orElseThrow().refunded())
                .isEqualTo(Money.ZERO));
    }

    private Submitted submit(TaskOrder order, Optional<String> key) {
        return market.tasks.submit(buyer("ada"), key, order);
    }

    private Task single() {
        return market.submit(aTask().by("ada"));
    }

    private void succeed(Dispatch dispatch) {
        market.report(dispatch, EndReason.SUCCESS, 1, SECOND);
    }

    private static TaskOrder order(String label, String... after) {
        return new TaskOrder(aTask().by("ada").spec(), Optional.of(label), List.of(after), Optional.empty());
    }

    private static TaskOrder after(Task... tasks) {
        return new TaskOrder(
                aTask().by("ada").spec(),
                Optional.empty(),
                IntStream.range(0, tasks.length)
                        .mapToObj(i -> tasks[i].id().value())
                        .toList(),
                Optional.empty());
    }

    private static TaskOrder array(int from, int to, int atOnce) {
        TaskFixture task = aTask().by("ada").with(List.of("part-{index}.csv"), Map.of("MODE", "fast"));
        return new TaskOrder(task.spec(), Optional.empty(), List.of(), Optional.of(new ArrayRange(from, to, atOnce)));
    }

    private static String arrayOf(Task task) {
        return task.spec().workflow().array().orElseThrow().array();
    }

    private List<Task> elements() {
        return market.database.call(() -> market.database.tasks().all());
    }

    private List<Task> elements(String array) {
        TaskQuery query = new TaskQuery(
                Optional.of(new AccountId("ada")),
                Set.of(),
                Optional.empty(),
                Optional.of(array),
                Optional.empty(),
                10);
        List<Task> newestFirst = market.tasks.list(buyer("ada"), query).stream()
                .map(TaskView::task)
                .toList();
        return newestFirst.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
    }

    private static Account account(String id, String plan) {
        return new Account(new AccountId(id), id, Set.of(Role.BUYER), NOON, plan);
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String field, String why) {
        assertThatThrownBy(call).isInstanceOfSatisfying(InvalidRequest.class, refused -> {
            assertThat(refused.field()).isEqualTo(field);
            assertThat(refused.reason()).contains(why);
        });
    }
}
