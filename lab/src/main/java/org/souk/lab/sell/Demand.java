package org.souk.lab.sell;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.souk.core.common.TaskId;
import org.souk.core.units.Resources;

/**
 * Tasks of one to four half cores and gibibytes that run from five minutes to two hours, more of them short than long, and
 * come at random.
 */
final class Demand {
    private static final int HALF_CORE = 500;
    private static final int LARGEST = 4;
    private static final int LONGEST_STEPS = 24;
    private static final long GIBIBYTE = 1L << 30;

    private Demand() {}

    /**
     * Draws tasks.
     *
     * @param milliCpu what they want together at any time, on average
     * @param seed the same seed gives tasks of the same sizes in the same order
     */
    static List<SoldTask> draw(long from, long end, double milliCpu, long seed) {
        Random random = new Random(seed);
        List<SoldTask> tasks = new ArrayList<>();
        double owed = 0;
        for (long step = from; step < end; step++) {
            // As much as ends on average begins; what is not begun yet is owed, so that chance does not change the sum.
            owed += milliCpu * 2 * random.nextDouble();
            while (owed > 0) {
                int size = 1 + random.nextInt(LARGEST);
                int steps = (int) Math.round(Math.exp(random.nextDouble() * Math.log(LONGEST_STEPS)));
                tasks.add(new SoldTask(
                        new TaskId(String.format("t%07d", tasks.size())),
                        step,
                        steps,
                        Resources.of(size * HALF_CORE, size * GIBIBYTE / 2, 0)));
                owed -= (double) size * HALF_CORE * steps;
            }
        }
        return tasks;
    }
}
