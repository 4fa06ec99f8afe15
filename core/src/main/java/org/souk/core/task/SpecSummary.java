package org.souk.core.task;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.souk.core.common.ContentId;
import org.souk.core.task.Workflow.ArrayElement;
import org.souk.core.units.Resources;

/**
 * What a market keeps in memory of a {@link TaskSpec}: all that decides where and when a task runs, and nothing of what its
 * program is told. See there for what each means.
 *
 * @param contents what a node must have fetched before it can run
 * @param dependent whether it comes after others
 * @param array the array that it is an element of
 */
public record SpecSummary(
        String name,
        Set<ContentId> contents,
        Resources resources,
        Priority priority,
        Optional<Instant> deadline,
        RunLimits limits,
        Placement placement,
        boolean dependent,
        Optional<ArrayElement> array) {
    public SpecSummary {
        contents = Set.copyOf(contents);
    }

    /** Whether it belongs together with no other task. */
    public boolean isAlone() {
        return !dependent && array.isEmpty();
    }
}
