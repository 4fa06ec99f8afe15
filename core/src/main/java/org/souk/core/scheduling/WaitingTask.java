package org.souk.core.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.souk.core.common.AccountId;
import org.souk.core.common.ContentId;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.ledger.Remainder;
import org.souk.core.matching.Buyer;
import org.souk.core.matching.TaskFacts;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Segment;
import org.souk.core.task.Bid;
import org.souk.core.task.Escalations;
import org.souk.core.task.Placement;
import org.souk.core.task.Priority;
import org.souk.core.task.Task;
import org.souk.core.task.TaskSummary;
import org.souk.core.task.Workflow.ArrayElement;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/**
 * What the planner needs to know of a queued task.
 *
 * @param version of the row; an assignment is only valid for this version
 * @param priority in which it is planned: where it has been raised, higher than its buyer asked for
 * @param escalations what was done for it because it waited
 * @param array the array that it is an element of, whose limit {@code ArrayLimit} holds
 * @param contents what a node must have fetched before it can run
 */
public record WaitingTask(
        TaskId id,
        long version,
        AccountId buyer,
        Priority priority,
        Optional<Instant> deadline,
        Instant submittedAt,
        Optional<ArrayElement> array,
        String name,
        Set<ContentId> contents,
        Escalations escalations,
        Request request) {

    /**
     * What decides which nodes will do; tasks with equal requests meet equal answers.
     *
     * @param expected how long it probably runs: as the buyer thinks, else its wall-clock limit
     * @param bid what is offered for it, where that may be less than the most that it may cost
     * @param placement where it may run, as wide as it is by now
     * @param avoid nodes that failed it before
     * @param facts what policies may ask of it; absent where no node has a policy, since names tell tasks apart that
     *     would otherwise be equal
     */
    public record Request(
            Resources resources,
            Duration wallLimit,
            Duration expected,
            Money maxPrice,
            Optional<Bid> bid,
            Optional<Fuel> fuelLimit,
            Placement placement,
            Set<NodeId> avoid,
            Optional<TaskFacts> facts) {
        /** A request that offers all that it may cost, and that no policy looks at. */
        public Request(
                Resources resources,
                Duration wallLimit,
                Duration expected,
                Money maxPrice,
                Optional<Fuel> fuelLimit,
                Placement placement,
                Set<NodeId> avoid) {
            this(
                    resources,
                    wallLimit,
                    expected,
                    maxPrice,
                    Optional.empty(),
                    fuelLimit,
                    placement,
                    avoid,
                    Optional.empty());
        }
    }

    /** A task without a name, that needs nothing fetched. */
    public WaitingTask(
            TaskId id,
            long version,
            AccountId buyer,
            Priority priority,
            Optional<Instant> deadline,
            Instant submittedAt,
            Optional<ArrayElement> array,
            Request request) {
        this(id, version, buyer, priority, deadline, submittedAt, array, "", Set.of(), Escalations.NONE, request);
    }

    public static WaitingTask of(Task task) {
        return of(task.summary());
    }

    public static WaitingTask of(TaskSummary task) {
        return of(task, task.journey().segments(), task.journey().restart());
    }

    /**
     * A task as if it waited to go on from a point of its run.
     *
     * @param done what was done of it up to there, and has to be paid from its budget
     */
    public static WaitingTask of(TaskSummary task, List<Segment> done, Position from) {
        Remainder rest = Remainder.of(task.spec().resources(), task.spec().limits(), done, from);
        Request request = new Request(
                task.spec().resources(),
                rest.wallLimit(),
                rest.expected(),
                rest.maxPrice(),
                task.bid(),
                rest.fuelLimit(),
                task.placement(),
                task.progress().failedOn(),
                Optional.empty());
        return new WaitingTask(
                task.id(),
                task.version(),
                task.buyer(),
                task.priority(),
                task.spec().deadline(),
                task.submittedAt(),
                task.spec().array(),
                task.spec().name(),
                task.spec().contents(),
                task.progress().escalations(),
                request);
    }

    /** The class that its buyer asked for. */
    public Priority requested() {
        return Priority.values()[priority.ordinal() - escalations.raises()];
    }

    /** The same task as sellers see it, whose policies may ask who the buyer is. */
    public WaitingTask shownAs(Buyer who, Instant now) {
        TaskFacts facts = new TaskFacts(
                who,
                name,
                request.resources,
                requested(),
                request.wallLimit,
                request.expected,
                request.maxPrice,
                request.placement.burst(),
                now);
        Request shown = new Request(
                request.resources,
                request.wallLimit,
                request.expected,
                request.maxPrice,
                request.bid,
                request.fuelLimit,
                request.placement,
                request.avoid,
                Optional.of(facts));
        return new WaitingTask(
                id, version, buyer, priority, deadline, submittedAt, array, name, contents, escalations, shown);
    }
}
