package org.souk.lab.sell;

import org.souk.core.forecast.LoadForecast;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.OwnerLoad;
import org.souk.lab.forecast.LoadFile;

/**
 * Load stays what it was in the last step; what starts leaves a margin on top of it.
 *
 * @param percent of the machine, of CPU and of RAM; 0 for none
 */
record WithMargin(LoadFile file, double percent) implements Reckoning {
    private static final double WHOLE = 100;

    @Override
    public OwnerLoad of(String node, long step) {
        double cpu = file.nodes().get(node).at(step - 1, LoadKind.CPU);
        if (Double.isNaN(cpu)) {
            return OwnerLoad.UNKNOWN;
        }
        double ram = file.nodes().get(node).at(step - 1, LoadKind.RAM);
        double knownRam = Double.isNaN(ram) ? 0 : ram;
        return OwnerLoad.of(new LoadForecast(
                clipped(cpu), clipped(cpu + percent), clipped(knownRam), clipped(knownRam + percent), "last"));
    }

    private static double clipped(double value) {
        return Math.min(WHOLE, value);
    }
}
