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
    void copyThatWaitsToBeStartedDoesNotLive() {
        grows("one", 1, 2, 3);
        lives.seen("a", "two", 100, 4);
        lives.seen("a", "two", 100, 5);
        lives.seen("a", "one", 400, 6);

        assertThat(lives.most("a")).isOne();
    }

    @Test
    void handOverIsOneCopyAfterTheOther() {
        grows("one", 1, 2, 3);
        grows("two", 4, 5, 6);

        assertThat(lives.most("a")).isOne();
        assertThat(lives.lived("a")).isEqualTo(2);
    }

    @Test
    void handOverWithinOneLookIsNoSecondCopy() {
        grows("one", 1, 2, 3);
        grows("two", 2, 3, 4);

        assertThat(lives.most("a")).isOne();
    }

    @Test
    void copyThatGoesOnAfterAnotherHasBegunIsASecondOne() {
        grows("one", 1, 2, 3);
        grows("two", 4, 5, 6);
        lives.seen("a", "one", 400, 7);

        assertThat(lives.most("a")).isEqualTo(2);
    }

    @Test
    void copyThatLivesOnlyWhileAnotherStandsStillCountsAllTheSame() {
        grows("one", 1, 2);
        lives.seen("a", "two", 10, 4);
        lives.seen("a", "two", 20, 5);
        lives.seen("a", "one", 400, 9);

        assertThat(lives.most("a")).isEqualTo(2);
    }

    @Test
    void programsAreCountedApart() {
        lives.seen("a", "one", 1, 1);
        lives.seen("b", "two", 1, 1);
        lives.seen("a", "one", 2, 2);
        lives.seen("b", "two", 2, 2);

        assertThat(lives.most("a")).isOne();
        assertThat(lives.most("b")).isOne();
    }

    @Test
    void depthIsTheMostSpansAtATime() {
        assertThat(Lives.depth(List.of())).isZero();
        assertThat(Lives.depth(List.of(new Span(0, 10), new Span(1, 3), new Span(2, 4), new Span(5, 6))))
                .isEqualTo(3);
    }

    /** Its first look is no growth: it lives from the second one to the last. */
    private void grows(String place, long... times) {
        for (int i = 0; i < times.length; i++) {
            lives.seen("a", place, 100 + i, times[i]);
        }
    }
}
