package org.souk.core.pricing;

import java.time.Duration;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;

/**
 * What an attempt used.
 *
 * @param fuel CPU work
 * @param wall from its start to its end on the node
 * @param peakMemory the most linear memory it had
 */
public record Usage(Fuel fuel, Duration wall, Bytes peakMemory) {
    public static final Usage NOTHING = new Usage(Fuel.ZERO, Duration.ZERO, Bytes.ZERO);
}
