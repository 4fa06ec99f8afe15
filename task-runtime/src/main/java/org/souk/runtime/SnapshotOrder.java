package org.souk.runtime;

import java.nio.file.Path;
import java.util.Objects;
import org.souk.runtime.snapshot.Packing;

/**
 * That a running program is to be saved, and how.
 *
 * @param file where to; its directory exists
 * @param extent what is saved
 * @param packing how it is written
 * @param then what the program does afterwards
 * @param afterSlices how many slices of fuel it runs before, counted from when this run was begun in this worker; 0 for
 *     at once
 */
public record SnapshotOrder(Path file, Extent extent, Packing packing, Then then, long afterSlices) {

    /** What is saved. */
    public enum Extent {
        /** Everything; the file is replaced. */
        WHOLE,
        /**
         * What changed since the last snapshot of this run is appended to the file, so that its beginning stays as it is
         * and need not be sent again. Everything, if the last snapshot is not in this file or has grown too long.
         */
        CHANGES,
        /** The same, but where nothing can be appended the order fails: the beginning is on its way already. */
        APPENDED
    }

    /** What the program does afterwards. */
    public enum Then {
        /** It goes on as it was: it runs, or stands still if it was suspended. */
        GO_ON,
        /** It stands still, as if it had been suspended, until it is resumed. */
        STAND
    }

    public SnapshotOrder {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(extent, "extent");
        Objects.requireNonNull(packing, "packing");
        Objects.requireNonNull(then, "then");
        if (afterSlices < 0) {
            throw new IllegalArgumentException("afterSlices: must not be negative");
        }
    }

    /** A whole, compressed snapshot, now; the program goes on. */
    public static SnapshotOrder to(Path file) {
        return new SnapshotOrder(file, Extent.WHOLE, Packing.ZSTD, Then.GO_ON, 0);
    }

    /** The same, but only what changed is appended where that is possible. */
    public SnapshotOrder changesOnly() {
        return new SnapshotOrder(file, Extent.CHANGES, packing, then, afterSlices);
    }

    /** The same, but what changed is appended in any case. */
    public SnapshotOrder appended() {
        return new SnapshotOrder(file, Extent.APPENDED, packing, then, afterSlices);
    }

    /** The same, but nothing is compressed. */
    public SnapshotOrder uncompressed() {
        return new SnapshotOrder(file, extent, Packing.STORED, then, afterSlices);
    }

    /** The same, but the program stands still afterwards. */
    public SnapshotOrder andStand() {
        return new SnapshotOrder(file, extent, packing, Then.STAND, afterSlices);
    }

    /** The same, but after so many slices of fuel. */
    public SnapshotOrder afterSlices(long slices) {
        return new SnapshotOrder(file, extent, packing, then, slices);
    }
}
