package org.souk.core.settlement;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Task;

/** What becomes of a deadline that the market has accepted. */
final class DeadlinePromise {
    private DeadlinePromise() {}

    /**
     * How late a task ended by the market's fault: it succeeded after its deadline, or did not end well because no node
     * was found in time or too many broke. A task that ran longer than its buyer said it would was not promised anything,
     * nor one that comes after others, whose start nobody could foresee.
     *
     * @return empty when the promise was kept, was none, or was broken by the buyer's own program
     */
    static Optional<Duration> brokenBy(Task task, Ending ending, Instant now) {
        if (task.spec().deadline().isEmpty() || !task.spec().workflow().after().isEmpty()) {
            return Optional.empty();
        }
        Duration late = Duration.between(task.spec().deadline().get(), now);
        boolean lateSuccess = ending.reason() == EndReason.SUCCESS && late.compareTo(Duration.ZERO) > 0;
        boolean neverRan =
                ending.reason() == EndReason.DEADLINE_PASSED || ending.reason() == EndReason.TOO_MANY_ATTEMPTS;
        boolean longerThanSaid = task.spec()
                .expected()
                .filter(expected -> ending.usage().wall().compareTo(expected) > 0)
                .isPresent();
        return (lateSuccess && !longerThanSaid) || neverRan
                ? Optional.of(late.isNegative() ? Duration.ZERO : late)
                : Optional.empty();
    }
}
