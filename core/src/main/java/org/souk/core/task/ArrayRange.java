package org.souk.core.task;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.TaskId;
import org.souk.core.task.Workflow.ArrayElement;

/**
 * Which elements an array has: one task for each index, alike but for it. A program sees its index in the environment as
 * {@value #INDEX_VARIABLE}, and in its arguments wherever they say {@value #INDEX_WORD}.
 *
 * @param from the first index, 0…{@value #MAX_INDEX}
 * @param to the last index
 * @param atOnce the most elements on nodes at the same time, at least 1
 */
public record ArrayRange(int from, int to, int atOnce) {
    public static final int MAX_ELEMENTS = 10_000;
    public static final int MAX_INDEX = 999_999_999;
    public static final String INDEX_VARIABLE = "SOUK_ARRAY_INDEX";
    public static final String INDEX_WORD = "{index}";

    /** @throws InvalidRequest naming the part that will not do */
    public ArrayRange {
        check(from >= 0, "array.from", "must not be negative");
        check(to <= MAX_INDEX, "array.to", "is more than " + MAX_INDEX);
        check(to >= from, "array.to", "is less than array.from, so there would be no element");
        long size = (long) to - from + 1;
        check(size <= MAX_ELEMENTS, "array", "has " + size + " elements, at most " + MAX_ELEMENTS + " are allowed");
        check(atOnce >= 1, "array.atOnce", "must be at least 1");
    }

    /** All elements may be on nodes at the same time. */
    public static ArrayRange of(int from, int to) {
        return new ArrayRange(from, to, (int) Math.max(1, Math.min(MAX_ELEMENTS, (long) to - from + 1)));
    }

    public int size() {
        return to - from + 1;
    }

    /**
     * One element.
     *
     * @param template what all of them have in common
     * @param array names the array
     * @param after what all of them come after
     */
    public TaskSpec element(TaskSpec template, String array, int index, Set<TaskId> after) {
        Map<String, String> environment = new TreeMap<>(template.environment());
        environment.put(INDEX_VARIABLE, Integer.toString(index));
        List<String> arguments = template.arguments().stream()
                .map(argument -> argument.replace(INDEX_WORD, Integer.toString(index)))
                .toList();
        return template.in(
                new Workflow(after, Optional.of(new ArrayElement(array, index, atOnce))), arguments, environment);
    }

    private static void check(boolean holds, String field, String reason) {
        if (!holds) {
            throw new InvalidRequest(field, reason);
        }
    }
}
