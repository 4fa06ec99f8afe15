package org.souk.core.scheduling.preemption;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import org.souk.core.common.TaskId;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.SchedulingRules;

/** Says who may be preempted: nobody who has hardly begun, and nobody twice in a row. */
public final class PreemptionProtection {
    private final SchedulingRules rules;
    private final Instant now;
    private final Optional<TaskId> lastVictim;

    /** @param held by one node */
    public PreemptionProtection(SchedulingRules rules, Instant now, Collection<RunningTask> held) {
        this.rules = rules;
        this.now = now;
        this.lastVictim = held.stream()
                .filter(attempt -> attempt.preemptedAt().isPresent())
                .max(Comparator.comparing(
                                (RunningTask attempt) -> attempt.preemptedAt().orElseThrow())
                        .thenComparing(RunningTask::task))
                .map(RunningTask::task);
    }

    /**
     * Until when an attempt that runs cannot be preempted for another task. Who runs longer than expected is protected
     * no more: only that others keep to what they said lets the market keep to what it said.
     */
    Instant until(RunningTask attempt) {
        return lastVictim.filter(attempt.task()::equals).isPresent() ? untilItsEnd(attempt) : first(attempt);
    }

    /**
     * Until when it may come to be protected: of those that were victims once, each becomes the last one as soon as the
     * later ones have ended. What is promised meanwhile must not count on its room.
     */
    public Instant untilAtMost(RunningTask attempt) {
        return attempt.preemptedAt().isPresent() ? untilItsEnd(attempt) : first(attempt);
    }

    private Instant first(RunningTask attempt) {
        return attempt.runningSince().orElse(now).plus(rules.minimumRun());
    }

    private Instant untilItsEnd(RunningTask attempt) {
        Instant first = first(attempt);
        boolean overruns = attempt.ran().compareTo(attempt.expected()) > 0;
        Instant end = now.plus(attempt.remaining());
        return !overruns && end.isAfter(first) ? end : first;
    }

    /** Those that may be preempted now. */
    public Predicate<RunningTask> allows() {
        return attempt ->
                !attempt.cancelled() && (attempt.suspended() || !until(attempt).isAfter(now));
    }
}
