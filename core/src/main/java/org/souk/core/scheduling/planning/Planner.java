package org.souk.core.scheduling.planning;

import java.util.Map;
import java.util.Optional;
import org.souk.core.common.NodeId;
import org.souk.core.matching.Expressions;
import org.souk.core.matching.Matchmaker;
import org.souk.core.migration.MigrationCause;
import org.souk.core.migration.MigrationPolicy;
import org.souk.core.migration.MigrationRules;
import org.souk.core.scheduling.Admission;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Migration;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.scheduling.WaitReason;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.limit.PlanLimits;
import org.souk.core.scheduling.score.Ranking;
import org.souk.core.scheduling.score.ScoreWeights;
import org.souk.core.scheduling.slot.Slots;

/**
 * Decides what runs where: one plan for each tick, and whether a deadline can be promised. Without state; the same
 * snapshot always gives the same answer.
 */
public final class Planner {
    private final Criteria criteria;

    /** A planner as it is without settings, and without a language for expressions. */
    public Planner() {
        this(SchedulingRules.DEFAULT);
    }

    public Planner(SchedulingRules rules) {
        this(rules, ScoreWeights.STANDARD, new Matchmaker(Expressions.NONE));
    }

    /** @param matchmaker what requirements and policies say; the same facts always get the same answer */
    public Planner(SchedulingRules rules, ScoreWeights weighted, Matchmaker matchmaker) {
        this(rules, weighted, matchmaker, MigrationRules.DEFAULT);
    }

    /** @param moving what holds for moves */
    public Planner(SchedulingRules rules, ScoreWeights weighted, Matchmaker matchmaker, MigrationRules moving) {
        this.criteria = new Criteria(rules, new Ranking(weighted), matchmaker, new MigrationPolicy(moving));
    }

    SchedulingRules rules() {
        return criteria.rules();
    }

    /** What should happen now. */
    public Plan plan(ClusterSnapshot snapshot) {
        return decide(snapshot).plan();
    }

    PlanState decide(ClusterSnapshot snapshot) {
        PlanState state = new PlanState(criteria, snapshot);
        SlotSearch search = new SlotSearch(state);
        AttemptMoves moves = new AttemptMoves(state);
        new ReclaimPhase(state, moves).run();
        new PromisePhase(state, search).run();
        new MigrationPhase(state, moves).run();
        new QueuePhase(state, search, moves).run();
        return state;
    }

    /**
     * Where a running attempt could go because somebody wants it to, whether the market thinks that worth it or not.
     *
     * @param wanted the node that it shall go to; empty: the best
     * @return empty when no such node could take it over now
     */
    public Optional<Migration> relocate(ClusterSnapshot snapshot, RunningTask attempt, Optional<NodeId> wanted) {
        return new MigrationTargets(criteria, snapshot, new Slots(snapshot, criteria.matchmaker()))
                .anywhere(attempt, wanted, MigrationCause.REQUEST)
                .map(MigrationTargets.Found::migration);
    }

    /** Whether a task's deadline can be promised, and if not, from when on it could. */
    public Admission admit(ClusterSnapshot snapshot, WaitingTask task) {
        return new Promises(criteria, snapshot).admit(task);
    }

    /** Why a task is on no node: how many nodes each rule turns away. A node counts for the first rule that says no. */
    public Map<String, Integer> rejections(ClusterSnapshot snapshot, WaitingTask task) {
        Optional<WaitReason> reached = new PlanLimits(snapshot.sharing()).reached(task);
        if (reached.isPresent()) {
            return Map.of(reached.get().rule().orElseThrow(), snapshot.nodes().size());
        }
        Slots slots = new Slots(snapshot, criteria.matchmaker());
        new PromisedRooms(snapshot.reservations(), slots).withdraw(task.id());
        return Rejections.of(task, slots);
    }

    /**
     * Why a plan left tasks waiting. Costs nothing until it is asked.
     *
     * @param snapshot that the plan was made from, by a planner with the same rules
     */
    public PlanReasons reasons(ClusterSnapshot snapshot, Plan plan) {
        return new PlanReasons(criteria.matchmaker(), snapshot, plan);
    }
}
