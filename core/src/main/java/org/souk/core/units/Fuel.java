package org.souk.core.units;

/**
 * CPU work, counted as executed WebAssembly instructions: the same number on every machine for the same run.
 *
 * @param units instructions, not negative
 */
public record Fuel(long units) implements Comparable<Fuel> {
    public static final Fuel ZERO = new Fuel(0);
    public static final long PER_GIGA = 1_000_000_000L;

    public Fuel {
        if (units < 0) {
            throw new IllegalArgumentException("fuel is not negative: " + units);
        }
    }

    /** The sum, or the most that there can be. */
    public Fuel plus(Fuel other) {
        long sum = units + other.units;
        return new Fuel(sum < 0 ? Long.MAX_VALUE : sum);
    }

    /** The difference, or none. */
    public Fuel less(Fuel other) {
        return new Fuel(Math.max(0, units - other.units));
    }

    public Fuel min(Fuel other) {
        return units <= other.units ? this : other;
    }

    @Override
    public int compareTo(Fuel other) {
        return Long.compare(units, other.units);
    }

    @Override
    public String toString() {
        return units + " fuel";
    }
}
