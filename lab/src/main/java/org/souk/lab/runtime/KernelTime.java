package org.souk.lab.runtime;

import java.util.List;

/**
 * What came of one run of a kernel.
 *
 * @param seconds the CPU time of the fastest round
 * @param checksum of everything that it computed
 * @param slices the fuel that it was given, 0 if it was not counted; it depends on the count alone
 */
record KernelTime(double seconds, String checksum, long slices) {

    /** @param stamps the CPU time in nanoseconds at the start and after each round */
    static KernelTime of(List<Long> stamps, String checksum, long slices) {
        long fastest = Long.MAX_VALUE;
        for (int i = 1; i < stamps.size(); i++) {
            fastest = Math.min(fastest, stamps.get(i) - stamps.get(i - 1));
        }
        if (fastest == Long.MAX_VALUE) {
            throw new IllegalArgumentException("the kernel told of no round");
        }
        return new KernelTime(fastest / 1e9, checksum, slices);
    }

    KernelTime orFaster(KernelTime other) {
        return other.seconds < seconds ? other : this;
    }

    String line() {
        return seconds + " " + checksum + " " + slices;
    }

    static KernelTime parse(String line) {
        String[] words = line.trim().split(" ");
        if (words.length != 3) {
            throw new IllegalArgumentException("no time of a kernel: " + line);
        }
        return new KernelTime(Double.parseDouble(words[0]), words[1], Long.parseLong(words[2]));
    }
}
