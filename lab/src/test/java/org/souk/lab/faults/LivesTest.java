package org.souk.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.souk.lab.faults.Lives.Span;

class LivesTest {
    private final Lives lives = new Lives();

    @Test
    void programThatWasNeverSeenToRunHasNoCopy() {
        lives.seen("a", "one", 8, 1);
        lives.seen("a", "one", 8, 2);

        assertThat(lives.most("a")).isZero();
        assertThat(lives.most("b")).isZero();
    }

    @Test
    void copyThatIsRestoredPartByPartWhileAnotherRunsDoesNotLive() {
        lives("one", 0, 10);
        for (int part = 0; part <= Lives.RESTORED_WITHIN; part++) {
            lives.seen("a", "two", 10 + part, part);
        }

        assertThat(lives.most("a")).isOne();
        assertThat(lives.lived("a")).isOne();
    }

    @Test
    void handOverIsOneCopyAfterTheOther() {
        lives("one", 0, 10);
        lives("two", 11, 20);

        assertThat(lives.most("a")).isOne();
        assertThat(lives.lived("a")).isEqualTo(2);
    }

    @Test
    void handOverWithinOneLookIsNoSecondCopy() {
        lives("one", 0, 10);
        lives("two", 10, 20);

        assertThat(lives.most("a")).isOne();
    }

    @Test
    void copyThatGoesOnAfterAnotherHasBegunIsASecondOne() {
        lives("one", 0, 10);
        lives("two", 11, 20);
        lives.seen("a", "one", 1000, 21);

        assertThat(lives.most("a")).isEqualTo(2);
    }

    @Test
    void copyThatLivesOnlyWhileAnotherStandsStillCountsAllTheSame() {
        lives("one", 0, 2);
        lives("two", 4, 5);
        lives.seen("a", "one", 1000, 9);

        assertThat(lives.most("a")).isEqualTo(2);
    }

    @Test
    void programsAreCountedApart() {
        lives("one", 0, 10);
        for (int i = 0; i < 100; i++) {
            lives.seen("b", "two", i, 5);
        }

        assertThat(lives.most("a")).isOne();
        assertThat(lives.most("b")).isOne();
    }

    @Test
    void depthIsTheMostSpansAtATime() {
        assertThat(Lives.depth(List.of())).isZero();
        assertThat(Lives.depth(List.of(new Span(0, 10), new Span(1, 3), new Span(2, 4), new Span(5, 6))))
                .isEqualTo(3);
    }

    /** Restored before, it runs from one time to another. */
    private void lives(String place, long from, long to) {
        int size = 0;
        for (int part = 0; part <= Lives.RESTORED_WITHIN; part++) {
            lives.seen("a", place, size++, from);
        }
        lives.seen("a", place, size++, from);
        lives.seen("a", place, size, to);
    }
}
