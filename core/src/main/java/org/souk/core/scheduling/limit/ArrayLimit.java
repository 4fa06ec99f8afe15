package org.souk.core.scheduling.limit;

import java.util.HashMap;
import java.util.Map;
import org.souk.core.scheduling.Sharing;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.task.Workflow.ArrayElement;

/** Holds each array to the most elements that may be on nodes at the same time. */
public final class ArrayLimit implements Limit {
    public static final String NAME = "array limit";

    private final Map<String, Integer> onNodes;

    public ArrayLimit(Sharing sharing) {
        onNodes = new HashMap<>(sharing.arrays());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean admits(WaitingTask task) {
        return task.array()
                .filter(element -> onNodes.getOrDefault(element.array(), 0) >= element.atOnce())
                .isEmpty();
    }

    @Override
    public void took(WaitingTask task) {
        task.array().map(ArrayElement::array).ifPresent(array -> onNodes.merge(array, 1, Integer::sum));
    }
}
