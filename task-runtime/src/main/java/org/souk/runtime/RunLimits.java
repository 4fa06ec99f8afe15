package org.souk.runtime;

import java.time.Duration;

/**
 * What a task may use at most. Each limit is positive.
 *
 * @param memoryBytes linear memory in bytes; beyond it {@code memory.grow} answers −1, as WebAssembly has it
 * @param fuel metered instructions; reaching it ends the run as {@link Ending#FUEL_EXHAUSTED}
 * @param wall wall-clock time; reaching it ends the run as {@link Ending#WALL_LIMIT}
 * @param storageBytes growth of the files in the root and the writable mounts, in bytes; beyond it a write answers
 *     {@code ENOSPC}
 * @param outputBytes standard output and standard error, each, in bytes; beyond it the run ends as {@link
 *     Ending#OUTPUT_LIMIT} and the output keeps its first {@code outputBytes}
 * @param descriptors open file descriptors, the three standard streams included; beyond it an open answers {@code
 *     EMFILE}
 */
public record RunLimits(
        long memoryBytes, long fuel, Duration wall, long storageBytes, long outputBytes, int descriptors) {

    /** A limit for programs on a developer's machine: 256 MiB, 10¹² fuel, an hour, 1 GiB of files, 64 MiB of output. */
    public static final RunLimits DEFAULT =
            new RunLimits(256L << 20, 1_000_000_000_000L, Duration.ofHours(1), 1L << 30, 64L << 20, 256);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException naming the limit that is not positive
     */
    public RunLimits {
        positive("memoryBytes", memoryBytes);
        positive("fuel", fuel);
        positive("wall", wall.isNegative() || wall.isZero() ? 0 : 1);
        positive("storageBytes", storageBytes);
        positive("outputBytes", outputBytes);
        positive("descriptors", descriptors);
    }

    /** The same limits with another bound on linear memory, in bytes. */
    public RunLimits withMemoryBytes(long bytes) {
        return new RunLimits(bytes, fuel, wall, storageBytes, outputBytes, descriptors);
    }

    /** The same limits with another bound on fuel. */
    public RunLimits withFuel(long instructions) {
        return new RunLimits(memoryBytes, instructions, wall, storageBytes, outputBytes, descriptors);
    }

    /** The same limits with another bound on wall-clock time. */
    public RunLimits withWall(Duration duration) {
        return new RunLimits(memoryBytes, fuel, duration, storageBytes, outputBytes, descriptors);
    }

    /** The same limits with another bound on the growth of files, in bytes. */
    public RunLimits withStorageBytes(long bytes) {
        return new RunLimits(memoryBytes, fuel, wall, bytes, outputBytes, descriptors);
    }

    /** The same limits with another bound on each of the output streams, in bytes. */
    public RunLimits withOutputBytes(long bytes) {
        return new RunLimits(memoryBytes, fuel, wall, storageBytes, bytes, descriptors);
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": must be positive");
        }
    }
}
