package org.souk.core.escalation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.souk.core.common.AccountId;
import org.souk.core.escalation.Escalation.FailAndRefund;
import org.souk.core.escalation.Escalation.Preempt;
import org.souk.core.escalation.Escalation.RaisePrice;
import org.souk.core.escalation.Escalation.RaisePriority;
import org.souk.core.escalation.Escalation.WidenPools;
import org.souk.core.queueing.LoadStatistics;
import org.souk.core.queueing.Queue;
import org.souk.core.queueing.Queue.Waiting;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.task.Escalations.Action;
import org.souk.core.task.Escalations.Cause;
import org.souk.core.task.Escalations.Trigger;
import org.souk.core.task.Priority;

/**
 * Decides which waiting tasks escalate. Without state: the same queue and the same statistics always give the same
 * answer, and what a task has been given is written on the task, so no threshold works twice.
 *
 * <p>A task that has waited longer than nine of ten tasks of its class takes a step, and the next each time its wait has
 * doubled. One whose deadline is nearer than such a wait takes one too. First come steps that are at nobody else's cost, as
 * far as its buyer allows them: to other pools, then to a higher offer. Only then it rises by a class, and after that,
 * when it has waited twice as long while the queue presses, it may take the place of lower classes. One that has waited
 * longer than the market allows, or that could not be in time even at twice the speed that its buyer expects, is ended.
 */
public final class EscalationPolicy {
    private static final int ONCE = 0;

    /** An estimate is coarse: only what would be late at half of it is given up. */
    private static final int HOPE = 2;

    /** Each but the last offers half of what is left to the limit; the last offers all. */
    static final int OFFERS = 3;

    private static final Comparator<Waiting> LONGEST_FIRST = Comparator.comparing(Waiting::since)
            .thenComparing(waiting -> waiting.task().id());

    private final EscalationRules rules;

    public EscalationPolicy(EscalationRules rules) {
        this.rules = rules;
    }

    /** At most one step for each task, bounded by the rules. */
    public List<Escalation> decide(Queue queue, LoadStatistics load) {
        Thresholds thresholds = new Thresholds(rules, queue, load);
        List<Waiting> order = queue.waiting().stream().sorted(LONGEST_FIRST).toList();
        List<Escalation> decided = new ArrayList<>();
        Set<AccountId> served = new HashSet<>();
        long insisting =
                order.stream().filter(w -> w.task().escalations().mayPreempt()).count();
        for (Waiting waiting : order) {
            if (decided.size() == rules.stepsAtOnce()) {
                break;
            }
            WaitingTask task = waiting.task();
            Optional<Escalation> end = end(waiting, queue.now());
            if (end.isPresent()) {
                decided.add(end.get());
            } else if (queue.forSale() > 0 && !served.contains(task.buyer())) {
                boolean mayInsist = insisting < rules.insistingAtOnce();
                Optional<Escalation> step =
                        step(waiting, queue, thresholds).filter(escalation -> mayInsist || !escalation.insists());
                if (step.isPresent()) {
                    decided.add(step.get());
                    served.add(task.buyer());
                    insisting += step.get().insists() ? 1 : 0;
                }
            }
        }
        return decided;
    }

    private Optional<Escalation> end(Waiting waiting, Instant now) {
        WaitingTask task = waiting.task();
        Duration waited = waiting.waited(now);
        if (!rules.longestWait().isZero() && waited.compareTo(rules.longestWait()) >= 0) {
            return Optional.of(new FailAndRefund(
                    task.id(), task.version(), cause(Trigger.LONGEST_WAIT, ONCE, waited, rules.longestWait())));
        }
        Duration expected = task.request().expected();
        // Who names no duration is not expected to need all of its time limit.
        boolean told = expected.compareTo(task.request().wallLimit()) < 0;
        return task.deadline()
                .map(deadline -> Duration.between(now, deadline))
                .filter(left -> told && left.compareTo(expected.dividedBy(HOPE)) < 0)
                .map(left -> new FailAndRefund(
                        task.id(),
                        task.version(),
                        new Cause(
                                Trigger.DEADLINE,
                                ONCE,
                                LoadStatistics.seconds(left),
                                LoadStatistics.seconds(expected.dividedBy(HOPE)))));
    }

    private static Cause cause(Trigger trigger, int level, Duration measured, Duration threshold) {
        return new Cause(trigger, level, LoadStatistics.seconds(measured), LoadStatistics.seconds(threshold));
    }

    private static Optional<Escalation> step(Waiting waiting, Queue queue, Thresholds thresholds) {
        return nearDeadline(waiting, queue.now(), thresholds)
                .or(() -> longWait(waiting, queue.now(), thresholds))
                .or(() -> underPressure(waiting, queue, thresholds));
    }

    /**
     * The time that is left beside its run is less than a long wait. There is no time then to wait between what is at
     * nobody's cost; but it rises only once.
     */
    private static Optional<Escalation> nearDeadline(Waiting waiting, Instant now, Thresholds thresholds) {
        WaitingTask task = waiting.task();
        double threshold = thresholds.wait(task.requested());
        int level = task.escalations().count(Trigger.LAXITY);
        boolean hasRisen = task.escalations().has(Trigger.LAXITY, Action.RAISE_PRIORITY);
        return task.deadline()
                .map(deadline -> LoadStatistics.seconds(
                        Duration.between(now, deadline).minus(task.request().expected())))
                .filter(laxity -> laxity <= threshold)
                .map(laxity -> new Cause(Trigger.LAXITY, level, laxity, threshold))
                .flatMap(cause ->
                        askMore(waiting, cause).or(() -> hasRisen ? Optional.empty() : raisePriority(task, cause)));
    }

    private static Optional<Escalation> longWait(Waiting waiting, Instant now, Thresholds thresholds) {
        WaitingTask task = waiting.task();
        int level = task.escalations().count(Trigger.WAIT);
        double threshold = thresholds.wait(task.requested()) * (1 << level);
        double waited = LoadStatistics.seconds(waiting.waited(now));
        Cause cause = new Cause(Trigger.WAIT, level, waited, threshold);
        return waited > threshold ? askMore(waiting, cause).or(() -> raisePriority(task, cause)) : Optional.empty();
    }

    /**
     * More of what its buyer would also agree to. Who has room kept needs none of it: it will be in time as it asked, and
     * anything else may cost its buyer more.
     */
    private static Optional<Escalation> askMore(Waiting waiting, Cause cause) {
        return waiting.promised()
                ? Optional.empty()
                : widenPools(waiting.task(), cause).or(() -> raisePrice(waiting.task(), cause));
    }

    private static Optional<Escalation> widenPools(WaitingTask task, Cause cause) {
        return task.request().placement().widening()
                ? Optional.of(new WidenPools(task.id(), task.version(), cause))
                : Optional.empty();
    }

    private static Optional<Escalation> raisePrice(WaitingTask task, Cause cause) {
        boolean last = task.escalations().count(Action.RAISE_PRICE) >= OFFERS - 1;
        return task.request()
                .bid()
                .filter(bid -> bid.withheld().isPositive())
                .map(bid ->
                        last ? bid.limit() : bid.limit().minus(bid.withheld().share(1, 2)))
                .map(to -> new RaisePrice(task.id(), task.version(), cause, to));
    }

    private static Optional<Escalation> raisePriority(WaitingTask task, Cause cause) {
        Priority[] classes = Priority.values();
        int next = task.priority().ordinal() + 1;
        return next < classes.length
                ? Optional.of(new RaisePriority(task.id(), task.version(), cause, classes[next]))
                : Optional.empty();
    }

    private static Optional<Escalation> underPressure(Waiting waiting, Queue queue, Thresholds thresholds) {
        WaitingTask task = waiting.task();
        boolean waitsLong = LoadStatistics.seconds(waiting.waited(queue.now())) > 2 * thresholds.wait(task.requested());
        Cause cause = new Cause(Trigger.PRESSURE, ONCE, queue.pressure(), thresholds.pressure());
        return waitsLong
                        && queue.pressure() >= thresholds.pressure()
                        && !task.escalations().mayPreempt()
                        && comesAfterAllElse(waiting, cause)
                ? Optional.of(new Preempt(task.id(), task.version(), cause))
                : Optional.empty();
    }

    /** It asks for no less than its buyer would agree to, and has risen if it could. */
    private static boolean comesAfterAllElse(Waiting waiting, Cause cause) {
        boolean hasRisen = waiting.task().escalations().raises() > 0;
        return askMore(waiting, cause).isEmpty()
                && (hasRisen || raisePriority(waiting.task(), cause).isEmpty());
    }
}
