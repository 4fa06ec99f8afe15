package org.souk.lab.faults;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * When harm is done.
 *
 * @param frame the type of a frame of the move
 * @param before whether that frame is not delivered until the harm is done
 * @param delay after it otherwise
 */
record Moment(String frame, boolean before, Duration delay) {
    private static final int LONGEST_DELAY_MILLIS = 300;

    /** Draws one of these frames; one in three is held back meanwhile. */
    static Moment draw(List<String> frames, Random draw) {
        String frame = frames.get(draw.nextInt(frames.size()));
        boolean before = draw.nextInt(3) == 0;
        return new Moment(
                frame, before, before ? Duration.ZERO : Duration.ofMillis(draw.nextInt(LONGEST_DELAY_MILLIS)));
    }

    @Override
    public String toString() {
        return before ? "before " + frame : delay.toMillis() + " ms after " + frame;
    }
}
