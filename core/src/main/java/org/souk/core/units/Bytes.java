package org.souk.core.units;

/**
 * A size of memory or storage.
 *
 * @param count bytes, not negative
 */
public record Bytes(long count) implements Comparable<Bytes> {
    public static final Bytes ZERO = new Bytes(0);
    public static final long PER_MIB = 1L << 20;
    public static final long PER_GIB = 1L << 30;

    public Bytes {
        if (count < 0) {
            throw new IllegalArgumentException("a size is not negative: " + count);
        }
    }

    public static Bytes ofMebibytes(long mebibytes) {
        return new Bytes(Math.multiplyExact(mebibytes, PER_MIB));
    }

    public static Bytes ofGibibytes(long gibibytes) {
        return new Bytes(Math.multiplyExact(gibibytes, PER_GIB));
    }

    /** The sum, or the most that there can be. */
    public Bytes plus(Bytes other) {
        long sum = count + other.count;
        return new Bytes(sum < 0 ? Long.MAX_VALUE : sum);
    }

    /**
     * So many times this, or the most that there can be.
     *
     * @param times not negative
     */
    public Bytes times(int times) {
        return new Bytes(times > 0 && count > Long.MAX_VALUE / times ? Long.MAX_VALUE : count * times);
    }

    @Override
    public int compareTo(Bytes other) {
        return Long.compare(count, other.count);
    }

    @Override
    public String toString() {
        if (count >= PER_GIB && count % PER_GIB == 0) {
            return count / PER_GIB + " GiB";
        }
        return count >= PER_MIB ? count / PER_MIB + " MiB" : count + " B";
    }
}
