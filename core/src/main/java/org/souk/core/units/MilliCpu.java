package org.souk.core.units;

/**
 * A share of processor time.
 *
 * @param value thousandths of one logical core, not negative
 */
public record MilliCpu(int value) implements Comparable<MilliCpu> {
    public static final MilliCpu ZERO = new MilliCpu(0);
    public static final int PER_CORE = 1000;

    public MilliCpu {
        if (value < 0) {
            throw new IllegalArgumentException("a CPU share is not negative: " + value);
        }
    }

    public static MilliCpu ofCores(int cores) {
        return new MilliCpu(Math.multiplyExact(cores, PER_CORE));
    }

    @Override
    public int compareTo(MilliCpu other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value + " mCPU";
    }
}
