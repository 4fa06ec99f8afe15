package org.souk.core.submission;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.souk.core.common.InvalidRequest;
import org.souk.core.task.ArrayRange;
import org.souk.core.task.TaskSpec;

/**
 * A task, or an array of them, as a buyer orders it: others are named before they have ids.
 *
 * @param spec what to run; of an array, what its elements have in common
 * @param label its name within the batch, for {@code after} of other orders
 * @param after labels of the same batch, and ids of tasks and arrays, all of which must complete first
 * @param array makes an array of it
 */
public record TaskOrder(TaskSpec spec, Optional<String> label, List<String> after, Optional<ArrayRange> array) {
    /** The most names in one {@code after}; an array counts once. */
    public static final int MAX_AFTER = 1000;

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public TaskOrder {
        after = List.copyOf(after);
        if (label.isPresent() && !LABEL.matcher(label.get()).matches()) {
            throw new InvalidRequest("label", "must be 1 to 63 letters, digits, dots, dashes or underscores");
        }
        if (after.size() > MAX_AFTER) {
            throw new InvalidRequest(
                    "after", "names " + after.size() + " tasks, at most " + MAX_AFTER + " are allowed");
        }
        if (new HashSet<>(after).size() < after.size()) {
            throw new InvalidRequest("after", "names a task twice");
        }
        if (array.isPresent() && spec.environment().containsKey(ArrayRange.INDEX_VARIABLE)) {
            throw new InvalidRequest(
                    "environment", "sets " + ArrayRange.INDEX_VARIABLE + ", which the array sets itself");
        }
    }

    /** One task that comes after no other. */
    public static TaskOrder alone(TaskSpec spec) {
        return new TaskOrder(spec, Optional.empty(), List.of(), Optional.empty());
    }

    /** How many tasks it makes. */
    int size() {
        return array.map(ArrayRange::size).orElse(1);
    }
}
