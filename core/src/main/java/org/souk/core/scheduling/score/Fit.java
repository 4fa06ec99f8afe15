package org.souk.core.scheduling.score;

import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.slot.Slot;
import org.souk.core.units.Resources;

/**
 * Packs well: what is left of the node afterwards should be little, so that big tasks still find an empty node, and
 * balanced, because cores without RAM, or RAM without cores, can be sold to nobody.
 */
final class Fit implements Score {
    @Override
    public double of(WaitingTask task, Slot slot) {
        Resources sold = slot.node().offer().forSale();
        Resources left = slot.free().less(task.request().resources());
        double cpu = share(left.cpu().value(), sold.cpu().value());
        double ram = share(left.ram().count(), sold.ram().count());
        double full = 1 - (cpu + ram) / 2;
        double balanced = 1 - Math.abs(cpu - ram);
        return full * balanced;
    }

    private static double share(long left, long sold) {
        return sold == 0 ? 0 : (double) left / sold;
    }
}
