package org.souk.core.scheduling.score;

import java.util.Set;
import org.souk.core.common.ContentId;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.slot.Slot;

/** Nodes that have fetched the module and the inputs before: the share of them that need not be fetched again. */
final class Locality implements Score {
    @Override
    public double of(WaitingTask task, Slot slot) {
        Set<ContentId> there = slot.node().record().contents();
        if (there.isEmpty() || task.contents().isEmpty()) {
            return 0;
        }
        int present = 0;
        for (ContentId content : task.contents()) {
            if (there.contains(content)) {
                present++;
            }
        }
        return (double) present / task.contents().size();
    }
}
