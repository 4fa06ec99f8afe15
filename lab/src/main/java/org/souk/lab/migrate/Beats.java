package org.souk.lab.migrate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The times, in microseconds since 1970, at which a program noted that it runs. */
record Beats(LongBuffer micros) {
    /** As the program wrote them. */
    static Beats read(Path file) throws IOException {
        return new Beats(ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer());
    }

    /** The longest time without one, of those that overlap the span. Zero when it ran neither before nor after. */
    Duration longestGap(Instant from, Instant to) {
        long longest = 0;
        for (int i = 1; i < micros.limit(); i++) {
            long before = micros.get(i - 1);
            long after = micros.get(i);
            if (after >= sinceEpoch(from) && before <= sinceEpoch(to)) {
                longest = Math.max(longest, after - before);
            }
        }
        return Duration.of(longest, ChronoUnit.MICROS);
    }

    private static long sinceEpoch(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
