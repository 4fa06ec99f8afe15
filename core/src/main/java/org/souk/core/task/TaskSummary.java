package org.souk.core.task;

import java.time.Instant;
import java.util.Optional;
import org.souk.core.common.AccountId;
import org.souk.core.common.TaskId;

/**
 * A task as the live state keeps it: the whole row but for what only its node needs. Two summaries of the same version are
 * equal, which is how the live state is compared with the database.
 *
 * @param version counts the changes of the row; of two summaries the one with the higher version is newer
 */
public record TaskSummary(
        TaskId id, AccountId buyer, SpecSummary spec, Instant submittedAt, TaskProgress progress, long version) {
    public TaskState state() {
        return progress.state();
    }

    public Optional<Attempt> current() {
        return progress.current();
    }

    public Journey journey() {
        return progress.journey();
    }

    /** The class in which it is planned: its buyer's, or a higher one where it has been raised. */
    public Priority priority() {
        return progress.escalations().raise(spec.priority());
    }

    /** Where it may run: where its buyer asked for, or in every pool once it has been widened. */
    public Placement placement() {
        return progress.escalations().widened() ? spec.placement().widened() : spec.placement();
    }

    /** What is offered for it now; empty when its buyer offers all of the limit from the start. */
    public Optional<Bid> bid() {
        return spec.limits()
                .offer()
                .map(first -> new Bid(
                        progress.escalations().offer().orElse(first),
                        spec.limits().maxPrice()));
    }
}
