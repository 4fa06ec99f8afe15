package org.souk.api.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {
    /** Takes frames and completes them when told to, or at once. */
    private static final class SlowWire implements Wire {
        private final List<String> sent = new ArrayList<>();
        private final Deque<Consumer<Boolean>> pending = new ArrayDeque<>();
        private final List<Closing> closings = new ArrayList<>();
        private boolean atOnce;

        @Override
        public void send(String text, Consumer<Boolean> done) {
            sent.add(text);
            if (atOnce) {
                done.accept(true);
            } else {
                pending.add(done);
            }
        }

        @Override
        public void close(Closing closing) {
            closings.add(closing);
        }
    }

    private final SlowWire wire = new SlowWire();
    private final Outbox outbox = new Outbox(wire, Runnable::run, 3);

    @Test
    void framesWaitForTheFirstOne() {
        outbox.send(() -> "assign");
        assertThat(wire.sent).isEmpty();
        wire.atOnce = true;
        outbox.begin(() -> "welcome");
        assertThat(wire.sent).containsExactly("welcome", "assign");
    }

    @Test
    void oneFrameIsUnderWayAtATime() {
        outbox.begin(() -> "a");
        outbox.send(() -> "b");
        assertThat(wire.sent).containsExactly("a");
        wire.pending.remove().accept(true);
        assertThat(wire.sent).containsExactly("a", "b");
    }

    @Test
    void aReaderThatIsTooSlowIsClosed() {
        outbox.begin(() -> "under way");
        IntStream.range(0, 4).forEach(i -> outbox.send(() -> "waits " + i));
        assertThat(wire.closings).extracting(Closing::code).containsExactly(Closing.TOO_SLOW);
        wire.pending.remove().accept(true);
        assertThat(wire.sent).containsExactly("under way");
    }

    @Test
    void afterAFailureNothingIsSent() {
        outbox.begin(() -> "a");
        outbox.send(() -> "b");
        wire.pending.remove().accept(false);
        outbox.send(() -> "c");
        assertThat(wire.sent).containsExactly("a");
    }

    @Test
    void manyFramesThatAreSentAtOnceNeedNoDeepStack() {
        Outbox large = new Outbox(wire, Runnable::run, 200_000);
        wire.atOnce = true;
        IntStream.range(0, 100_000).forEach(i -> large.send(() -> "x"));
        large.begin();
        assertThat(wire.sent).hasSize(100_000);
    }

    @Test
    void onlyTheFirstCloseCounts() {
        outbox.close(new Closing(Closing.REFUSED, "one"));
        outbox.close(new Closing(Closing.REFUSED, "two"));
        assertThat(wire.closings).extracting(Closing::reason).containsExactly("one");
    }

    @Test
    void aReasonIsCutToWhatACloseFrameHolds() {
        String emoji = "😀".repeat(40);
        String cut = new Closing(Closing.REFUSED, "x" + emoji).reason();
        // One byte and thirty characters of four bytes are 121; the next would make it 125.
        assertThat(cut).isEqualTo("x" + "😀".repeat(30));
    }
}
