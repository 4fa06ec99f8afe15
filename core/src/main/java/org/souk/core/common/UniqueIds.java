package org.souk.core.common;

import java.security.SecureRandom;
import java.time.Clock;

/**
 * Makes identifiers of 26 characters in Crockford's base 32, lower case: 48 bits of milliseconds, then 80 random bits
 * that count up within a millisecond. So they sort by time, and no two are equal. The layout is that of a ULID.
 */
public final class UniqueIds {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int TIME_DIGITS = 10;
    private static final int RANDOM_DIGITS = 16;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long lastMillis = -1;
    private final byte[] tail = new byte[RANDOM_DIGITS];

    public UniqueIds(Clock clock) {
        this.clock = clock;
    }

    public synchronized String next() {
        // A clock that jumps back must not bring old times again: ids only grow.
        long millis = Math.max(clock.millis(), lastMillis);
        if (millis == lastMillis) {
            increment();
        } else {
            lastMillis = millis;
            for (int i = 0; i < RANDOM_DIGITS; i++) {
                tail[i] = (byte) random.nextInt(i == 0 ? DIGITS.length / 2 : DIGITS.length);
            }
        }
        StringBuilder id = new StringBuilder(TIME_DIGITS + RANDOM_DIGITS);
        for (int shift = 5 * (TIME_DIGITS - 1); shift >= 0; shift -= 5) {
            id.append(DIGITS[(int) (millis >>> shift) & 31]);
        }
        for (byte digit : tail) {
            id.append(DIGITS[digit]);
        }
        return id.toString();
    }

    private void increment() {
        int i = RANDOM_DIGITS - 1;
        while (i > 0 && tail[i] == DIGITS.length - 1) {
            tail[i] = 0;
            i--;
        }
        tail[i]++;
    }
}
