package org.souk.ipfs;

/**
 * What a CAR that a stranger sends may be at most.
 *
 * @param maxBytes of the whole CAR, above 0
 * @param maxBlockBytes of one block, 1 to {@link Block#MAX_BYTES}
 */
public record CarLimits(long maxBytes, int maxBlockBytes) {
    /** Rejects limits out of range. */
    public CarLimits {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("maxBytes must be above 0, not " + maxBytes);
        }
        if (maxBlockBytes <= 0 || maxBlockBytes > Block.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "maxBlockBytes must be 1 to " + Block.MAX_BYTES + ", not " + maxBlockBytes);
        }
    }

    /** A limit on the whole, with blocks of up to {@link Block#MAX_BYTES}. */
    public static CarLimits ofBytes(long maxBytes) {
        return new CarLimits(maxBytes, Block.MAX_BYTES);
    }
}
