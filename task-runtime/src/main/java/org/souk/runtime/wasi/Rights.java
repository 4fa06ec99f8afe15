package org.souk.runtime.wasi;

/** What a program may do with a descriptor, as bits of WASI preview 1. */
final class Rights {
    static final long READ = 1L << 1;
    static final long SEEK = 1L << 2;
    static final long TELL = 1L << 5;
    static final long WRITE = 1L << 6;
    static final long ALL = (1L << 30) - 1;

    private Rights() {}
}
