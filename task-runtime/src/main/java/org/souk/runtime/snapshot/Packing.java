package org.souk.runtime.snapshot;

/** How the blocks of a snapshot are written. A reader takes both. */
public enum Packing {
    /** As they are: some ten milliseconds for 16 MiB. Right for a fast network. */
    STORED,
    /** Compressed where that helps: ten times slower, a fraction of the size. Right for storage and slow networks. */
    ZSTD
}
