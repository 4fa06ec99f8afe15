package org.souk.lab.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Lets a policy live through a workload, from event to event; jobs of one moment come in the order of the file. */
final class Replay {
    private final List<TracedJob> arrivals;
    private final Policy policy;
    private final Pool pool;
    private final List<JobOutcome> outcomes = new ArrayList<>();
    private final Set<Job> promised = new HashSet<>();
    private int arrived;

    Replay(Workload workload, Policy policy, long preemptionCostMillis) {
        this.arrivals = workload.jobs().stream()
                .sorted(Comparator.comparingLong(traced -> traced.job().submitMillis()))
                .toList();
        this.policy = policy;
        this.pool = new Pool(workload.processors(), preemptionCostMillis);
    }

    /**
     * @return one outcome for each job, in the order of their ends
     * @throws IllegalStateException when the policy does what cannot be, or leaves jobs waiting for ever
     */
    List<JobOutcome> run() {
        OptionalLong next = earliest(nextArrival(), OptionalLong.empty());
        while (next.isPresent()) {
            happen(next.getAsLong());
            next = earliest(earliest(nextArrival(), pool.nextEndMillis()), wakeUp());
        }
        return outcomes;
    }

    private void happen(long millis) {
        pool.advanceTo(millis);
        for (Execution execution : pool.finishDue()) {
            outcomes.add(execution.outcome(promised.contains(execution.job())));
            policy.finished(execution.job(), pool);
        }
        while (nextArrival().orElse(Long.MAX_VALUE) <= millis) {
            TracedJob traced = arrivals.get(arrived++);
            pool.submit(traced);
            if (policy.submitted(traced.job(), pool)) {
                promised.add(traced.job());
            }
        }
        policy.decide(pool);
        if (nextArrival().isEmpty() && pool.running().isEmpty() && outcomes.size() < arrivals.size()) {
            if (wakeUp().isEmpty()) {
                throw new IllegalStateException(
                        policy.name() + " leaves " + (arrivals.size() - outcomes.size()) + " jobs waiting for ever");
            }
        }
    }

    private OptionalLong nextArrival() {
        return arrived < arrivals.size()
                ? OptionalLong.of(arrivals.get(arrived).job().submitMillis())
                : OptionalLong.empty();
    }

    private OptionalLong wakeUp() {
        if (outcomes.size() == arrivals.size()) {
            return OptionalLong.empty();
        }
        OptionalLong wakeUp = policy.wakeUpMillis(pool);
        if (wakeUp.isPresent() && wakeUp.getAsLong() <= pool.nowMillis()) {
            throw new IllegalStateException(policy.name() + " wants to wake up in the past");
        }
        return wakeUp;
    }

    private static OptionalLong earliest(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isPresent() ? one : other;
        }
        return one.getAsLong() <= other.getAsLong() ? one : other;
    }
}
