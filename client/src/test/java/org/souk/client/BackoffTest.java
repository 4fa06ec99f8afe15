package org.souk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Property(tries = 200)
    void noWaitIsLongerThanItsBound(@ForAll long seed, @ForAll @IntRange(max = 100) int tries) {
        Backoff backoff = new Backoff(FIRST, LONGEST, new Random(seed));
        for (int i = 0; i < tries; i++) {
            backoff.next();
        }

        // 500 ms, 1 s, 2 s … 16 s, 30 s
        Duration bound = tries > 5 ? LONGEST : FIRST.multipliedBy(1L << tries);
        assertThat(backoff.next()).isBetween(Duration.ZERO, bound);
    }

    @Test
    void successBeginsAnew() {
        Backoff backoff = new Backoff(FIRST, LONGEST, new Random(1));
        for (int i = 0; i < 10; i++) {
            backoff.next();
        }

        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(FIRST);
    }

    @Test
    void manyAgentsDoNotComeBackInOneMoment() {
        long distinct = new Random(7)
                .longs(100)
                .map(seed -> {
                    Backoff backoff = new Backoff(FIRST, LONGEST, new Random(seed));
                    backoff.next();
                    return backoff.next().toMillis() / 10;
                })
                .distinct()
                .count();

        assertThat(distinct).isGreaterThan(40);
    }

    @Test
    void boundsMustMakeSense() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, LONGEST, new Random()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(LONGEST, FIRST, new Random()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
