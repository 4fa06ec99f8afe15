package org.souk.core.scheduling;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.NodeId;
import org.souk.core.ledger.Billing;
import org.souk.core.matching.Expressions;
import org.souk.core.matching.Matchmaker;
import org.souk.core.migration.Cause;
import org.souk.core.migration.MovePolicy;
import org.souk.core.migration.MoveRules;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.units.Fuel;

/**
 * Decides what runs where: one plan for each tick, and whether a deadline can be promised. Without state; the same
 * snapshot always gives the same answer.
 */
public final class Planner {
    /** What a node must meet whatever runs on it. */
    private static final List<Filter> ELIGIBILITY = List.of(
            new InPool(),
            new IsConnected(),
            new IsActive(),
            new NotQuarantined(),
            new OutsideMaintenance(),
            new MeetsRequirements(),
            new PolicyAllows(),
            new WithinBudget(),
            new WithinOffer());

    /** What depends on what runs there. */
    private static final List<Filter> CAPACITY =
            List.of(new FitsCapacity(), new LeavesOwnerRoom(), new KeepsPromises());

    private static final List<Score> SCORES = List.of(
            new Untried(),
            new Price(),
            new Headroom(),
            new Fit(),
            new Locality(),
            new Latency(),
            new Reliability(),
            new Speed());

    private final SchedulingRules rules;
    private final Matchmaker matchmaker;
    private final MovePolicy moves;
    private final Score[] scores;
    private final double[] weights;

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
        this.scores =
                SCORES.stream().filter(score -> weight(weighted, score) > 0).toArray(Score[]::new);
        this.weights = Arrays.stream(scores)
                .mapToDouble(score -> weight(weighted, score))
                .toArray();
    }

    private static double weight(ScoreWeights weighted, Score score) {
        return weighted.of(score.name().toLowerCase(Locale.ROOT));
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

    static boolean isEligible(Request request, Candidate candidate) {
        return firstRejecting(ELIGIBILITY, request, candidate).isEmpty();
    }

    /** The same as that all of {@link #CAPACITY} accept. */
    static boolean hasRoom(Request request, Candidate candidate) {
        return request.resources().fitsIn(candidate.freeBesideOwner(request.expected()))
                && candidate.keepsPromises(request.resources(), request.expected());
    }

    static Optional<Filter> rejecting(Request request, Candidate candidate) {
        return firstRejecting(ELIGIBILITY, request, candidate).or(() -> firstRejecting(CAPACITY, request, candidate));
    }

    private static Optional<Filter> firstRejecting(List<Filter> filters, Request request, Candidate candidate) {
        for (Filter filter : filters) {
            if (!filter.accepts(request, candidate)) {
                return Optional.of(filter);
            }
        }
        return Optional.empty();
    }

    double score(WaitingTask task, Candidate candidate) {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            sum += weights[i] * scores[i].of(task, candidate);
        }
        return sum;
    }

    /** The task starts on this candidate, which has room for it. */
    Assignment assign(WaitingTask task, Candidate candidate) {
        Map<String, Double> parts = new LinkedHashMap<>();
        for (Score score : scores) {
            parts.put(score.name(), score.of(task, candidate));
        }
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
