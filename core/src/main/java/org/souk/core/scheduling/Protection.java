package org.souk.core.scheduling;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import org.souk.core.task.TaskId;

/** Says who may be preempted: nobody who has hardly begun, and nobody twice in a row. */
final class Protection {
    private final SchedulingRules rules;
    private final Instant now;
    private final Optional<TaskId> lastVictim;

    /** @param held by one node */
    Protection(SchedulingRules rules, Instant now, Collection<RunningTask> held) {
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
        Instant since = attempt.runningSince().orElse(now);
        Instant first = since.plus(rules.minimumRun());
        boolean overruns = attempt.ran().compareTo(attempt.expected()) > 0;
        if (overruns || lastVictim.filter(attempt.task()::equals).isEmpty()) {
            return first;
        }
        Instant end = now.plus(attempt.remaining());
        return end.isAfter(first) ? end : first;
    }

    /** Those that may be preempted now. */
    Predicate<RunningTask> allows() {
        return attempt ->
                !attempt.cancelled() && (attempt.suspended() || !until(attempt).isAfter(now));
    }
}
