package org.souk.core.scheduling.planning;

import java.util.Map;
import java.util.Optional;
import org.souk.core.common.NodeId;
import org.souk.core.ledger.Billing;
import org.souk.core.matching.Expressions;
import org.souk.core.matching.Matchmaker;
import org.souk.core.migration.Cause;
import org.souk.core.migration.MovePolicy;
import org.souk.core.migration.MoveRules;
import org.souk.core.scheduling.Admission;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Migration;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.score.Ranking;
import org.souk.core.scheduling.score.ScoreWeights;
import org.souk.core.scheduling.slot.Candidate;
import org.souk.core.scheduling.slot.Places;
import org.souk.core.units.Fuel;

/**
 * Decides what runs where: one plan for each tick, and whether a deadline can be promised. Without state; the same
 * snapshot always gives the same answer.
 */
public final class Planner {
    private final SchedulingRules rules;
    private final Matchmaker matchmaker;
    private final MovePolicy moves;
    private final Ranking ranking;

    /** A planner as it is without settings, and without a language for expressions. */
    public Planner() {
        this(SchedulingRules.DEFAULT);
    }

    public Planner(SchedulingRules rules) {
        this(rules, ScoreWeights.STANDARD, new Matchmaker(Expressions.NONE));
    }

    /** @param matchmaker what requirements and policies say; the same facts always get the same answer */
    public Planner(SchedulingRules rules, ScoreWeights weighted, Matchmaker matchmaker) {
        this(rules, weighted, matchmaker, MoveRules.DEFAULT);
    }

    /** @param moving what holds for moves */
    public Planner(SchedulingRules rules, ScoreWeights weighted, Matchmaker matchmaker, MoveRules moving) {
        this.rules = rules;
        this.moves = new MovePolicy(moving);
        this.matchmaker = matchmaker;
        this.ranking = new Ranking(weighted);
    }

    Matchmaker matchmaker() {
        return matchmaker;
    }

    MovePolicy moves() {
        return moves;
    }

    SchedulingRules rules() {
        return rules;
    }

    /** What should happen now. */
    public Plan plan(ClusterSnapshot snapshot) {
        return new Planning(this, snapshot).plan();
    }

    /**
     * Where a running attempt could go because somebody wants it to, whether the market thinks that worth it or not.
     *
     * @param wanted the node that it shall go to; empty: the best
     * @return empty when no such node could take it over now
     */
    public Optional<Migration> relocate(ClusterSnapshot snapshot, RunningTask attempt, Optional<NodeId> wanted) {
        return new Relocation(this, snapshot, new Places(snapshot, matchmaker))
                .anywhere(attempt, wanted, Cause.REQUEST)
                .map(Relocation.Found::migration);
    }

    /** Whether a task's deadline can be promised, and if not, from when on it could. */
    public Admission admit(ClusterSnapshot snapshot, WaitingTask task) {
        return new Promises(this, snapshot).admit(task);
    }

    /** Why a task is on no node: how many nodes each rule turns away. A node counts for the first rule that says no. */
    public Map<String, Integer> rejections(ClusterSnapshot snapshot, WaitingTask task) {
        return new Planning(this, snapshot).rejections(task);
    }

    Ranking ranking() {
        return ranking;
    }

    /** The task starts on this candidate, which has room for it. */
    Assignment assign(WaitingTask task, Candidate candidate) {
        Map<String, Double> parts = ranking.parts(task, candidate);
        Request request = task.request();
        Fuel fuelLimit = Billing.affordableFuel(
                        request.resources(),
                        request.wallLimit(),
                        request.maxPrice(),
                        request.fuelLimit(),
                        candidate.tariff())
                .orElseThrow();
        candidate.start(task);
        return new Assignment(
                task.id(),
                task.version(),
                candidate.node().id(),
                candidate.tariff(),
                fuelLimit,
                candidate.isBurst(),
                parts);
    }
}
