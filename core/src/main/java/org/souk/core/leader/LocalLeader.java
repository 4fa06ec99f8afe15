package org.souk.core.leader;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.account.Account;
import org.souk.core.account.ServicePlan;
import org.souk.core.account.ServicePlans;
import org.souk.core.common.AccountId;
import org.souk.core.common.MarketClock;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.events.TaskNews;
import org.souk.core.events.TaskView;
import org.souk.core.forecast.Outlook;
import org.souk.core.live.Buyers;
import org.souk.core.live.LiveNode;
import org.souk.core.live.LiveState;
import org.souk.core.matching.Matchmaker;
import org.souk.core.node.Node;
import org.souk.core.planning.Scheduler;
import org.souk.core.task.Attempt;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;

/** {@link Leader} in the same process. */
public final class LocalLeader implements Leader {
    private final LiveState live;
    private final Buyers buyers;
    private final Scheduler scheduler;
    private final TaskNews news;
    private final MatchRemarks remarks;
    private final Doorbells doorbells;
    private final MarketClock clock;

    public LocalLeader(
            LiveState live,
            Buyers buyers,
            Scheduler scheduler,
            TaskNews news,
            Matchmaker matchmaker,
            Doorbells doorbells,
            MarketClock clock) {
        this.live = live;
        this.buyers = buyers;
        this.scheduler = scheduler;
        this.news = news;
        this.remarks = new MatchRemarks(matchmaker);
        this.doorbells = doorbells;
        this.clock = clock;
    }

    @Override
    public void stored(Task task) {
        news.stored(task);
        if (task.state() == TaskState.CANCELLING) {
            Attempt attempt = task.current().orElseThrow();
            live.link(attempt.node())
                    .ifPresent(link -> link.cancel(task.id(), attempt.number(), "cancelled by the buyer"));
        }
    }

    @Override
    public void stored(Node node) {
        live.changed(node);
        live.link(node.id()).ifPresent(link -> link.offerChanged(node));
    }

    @Override
    public void stored(Account account) {
        buyers.changed(account);
    }

    @Override
    public void ring() {
        doorbells.planning();
    }

    @Override
    public void promise(List<Task> tasks) {
        scheduler.promise(tasks);
    }

    @Override
    public void withdraw(Collection<TaskId> promised) {
        promised.forEach(live::giveUp);
    }

    @Override
    public void migrate(TaskId task, Optional<NodeId> target) {
        scheduler.migrate(task, target);
    }

    @Override
    public Reasons explain(Task task) {
        boolean poolIsEmpty =
                task.placement().pool().filter(pool -> !live.hasPool(pool)).isPresent();
        List<String> sentences = live.waiting(task.id())
                .map(waiting -> remarks.of(live.shown(waiting, clock.instant()), live.nodeFacts()))
                .orElse(List.of());
        return new Reasons(scheduler.rejections(task.id()), scheduler.scores(task.id()), sentences, poolIsEmpty);
    }

    @Override
    public TaskView view(Task task) {
        return news.view(task);
    }

    @Override
    public List<LiveNode> nodes() {
        return live.nodes();
    }

    @Override
    public Optional<LiveNode> node(NodeId id) {
        return live.view(id);
    }

    @Override
    public void expect(Map<NodeId, Outlook> outlooks) {
        live.outlooks(outlooks);
    }

    @Override
    public int unfinished(AccountId buyer) {
        return live.unfinished(buyer);
    }

    @Override
    public ServicePlan planOf(AccountId buyer) {
        return buyers.planOf(buyer);
    }

    @Override
    public ServicePlans plans() {
        return buyers.offered();
    }
}
