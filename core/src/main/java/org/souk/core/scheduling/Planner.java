package org.souk.core.scheduling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.ledger.Billing;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.task.TaskId;
import org.souk.core.units.Fuel;

/**
 * Plans one tick: serves the queue in order and gives each task the best node that passes every filter.
 *
 * <p>A task that fits nowhere does not block those behind it. Within a tick nodes only fill up, so a request that was
 * turned away stays turned away: equal requests are decided once.
 */
public final class Planner {
    private static final List<Filter> FILTERS = List.of(
            new InPool(),
            new IsConnected(),
            new IsActive(),
            new Trusted(),
            new OutsideMaintenance(),
            new WithinBudget(),
            new FitsCapacity(),
            new LeavesOwnerRoom());

    private static final Map<Score, Double> WEIGHTS = weights();

    public Plan plan(ClusterSnapshot snapshot) {
        List<Candidate> candidates = snapshot.nodes().stream()
                .flatMap(node -> Candidate.of(node).stream())
                .toList();
        List<WaitingTask> queue = new ArrayList<>(snapshot.waiting());
        queue.sort(QueueOrder.comparator());

        List<Assignment> assignments = new ArrayList<>();
        List<Deferral> deferrals = new ArrayList<>();
        List<TaskId> expired = new ArrayList<>();
        Map<Request, Map<String, Integer>> turnedAway = new HashMap<>();
        List<Limit> limits = List.of(new ArrayLimit(snapshot.sharing()), new PlanQuota(snapshot.sharing()));
        for (WaitingTask task : queue) {
            if (task.deadline().filter(d -> !d.isAfter(snapshot.now())).isPresent()) {
                expired.add(task.id());
                continue;
            }
            Optional<Limit> reached =
                    limits.stream().filter(limit -> !limit.admits(task)).findFirst();
            if (reached.isPresent()) {
                deferrals.add(new Deferral(task.id(), Map.of(reached.get().name(), candidates.size())));
                continue;
            }
            Map<String, Integer> rejections = turnedAway.get(task.request());
            if (rejections == null) {
                rejections = new LinkedHashMap<>();
                Optional<Candidate> best = best(task.request(), candidates, rejections);
                if (best.isPresent()) {
                    assignments.add(assign(task, best.get()));
                    limits.forEach(limit -> limit.took(task));
                    continue;
                }
                turnedAway.put(task.request(), rejections);
            }
            deferrals.add(new Deferral(task.id(), rejections));
        }
        return new Plan(snapshot.tick(), assignments, List.of(), List.of(), deferrals, expired);
    }

    private static Optional<Candidate> best(
            Request request, List<Candidate> candidates, Map<String, Integer> rejections) {
        Candidate best = null;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (Candidate candidate : candidates) {
            if (candidate.isBurst() && !request.placement().burst()) {
                continue;
            }
            Filter rejecting = firstRejecting(request, candidate);
            if (rejecting != null) {
                // A node counts once, for what its reserved capacity lacks.
                if (!candidate.isBurst()) {
                    rejections.merge(rejecting.name(), 1, Integer::sum);
                }
                continue;
            }
            double score = 0;
            for (Map.Entry<Score, Double> weighted : WEIGHTS.entrySet()) {
                score += weighted.getValue() * weighted.getKey().of(request, candidate);
            }
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return Optional.ofNullable(best);
    }

    private static Filter firstRejecting(Request request, Candidate candidate) {
        for (Filter filter : FILTERS) {
            if (!filter.accepts(request, candidate)) {
                return filter;
            }
        }
        return null;
    }

    private static Assignment assign(WaitingTask task, Candidate candidate) {
        Map<String, Double> scores = new LinkedHashMap<>();
        WEIGHTS.keySet().forEach(score -> scores.put(score.name(), score.of(task.request(), candidate)));
        candidate.reserve(task.request().resources());
        NodeSnapshot node = candidate.node();
        Fuel fuelLimit = Billing.affordableFuel(
                        task.request().resources(),
                        task.request().wallLimit(),
                        task.request().maxPrice(),
                        task.request().fuelLimit(),
                        candidate.tariff())
                .orElseThrow();
        return new Assignment(
                task.id(), task.version(), node.id(), candidate.tariff(), fuelLimit, candidate.isBurst(), scores);
    }

    private static Map<Score, Double> weights() {
        Map<Score, Double> weights = new LinkedHashMap<>();
        weights.put(new Untried(), 10.0);
        weights.put(new Price(), 0.5);
        weights.put(new Headroom(), 0.5);
        return weights;
    }
}
