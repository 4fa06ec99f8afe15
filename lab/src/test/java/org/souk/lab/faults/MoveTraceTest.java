package org.souk.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MoveTraceTest {
    private static final long LATER = Duration.ofSeconds(1).toNanos();

    private final MoveTrace trace = new MoveTrace("t-1");

    @Test
    void moveIsUnderWayFromItsFirstOrder() {
        long before = System.nanoTime();
        assertThat(trace.isUnderWay(before)).isFalse();
        passes(MoveTrace.PREPARE);

        assertThat(trace.isUnderWay(before)).isFalse();
        assertThat(trace.isUnderWay(System.nanoTime() + LATER)).isTrue();
    }

    @Test
    void moveIsOverWhenBothNodesWereTold() {
        passes(MoveTrace.PREPARE);
        passes(MoveTrace.START);
        assertThat(trace.isUnderWay(System.nanoTime() + LATER)).isTrue();
        passes(MoveTrace.FORGET);

        assertThat(trace.isUnderWay(System.nanoTime()))
                .as("the nodes still act on it")
                .isTrue();
        assertThat(trace.isUnderWay(System.nanoTime() + LATER)).isFalse();
    }

    @Test
    void moveIsOverWhenItIsGivenUp() {
        passes(MoveTrace.PREPARE);
        passes(MoveTrace.ABORT);

        assertThat(trace.isUnderWay(System.nanoTime() + LATER)).isFalse();
    }

    @Test
    void framesOfOthersSayNothing() {
        trace.passing(Frame.of("one", false, "{\"type\":\"prepareMove\",\"run\":{\"task\":\"t-2\"}}"));

        assertThat(trace.isUnderWay(System.nanoTime() + LATER)).isFalse();
    }

    private void passes(String type) {
        trace.passing(Frame.of("one", false, "{\"type\":\"" + type + "\",\"task\":\"t-1\"}"));
    }
}
