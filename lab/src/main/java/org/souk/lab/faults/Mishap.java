package org.souk.lab.faults;

import java.io.IOException;

/** Harm that is drawn beforehand, and done while some tasks move. */
interface Mishap {
    /** Waits for its moment. Called once, before the moves are ordered. */
    void arm();

    /** Whether it hit a task while that moved. */
    boolean hit(Errand errand);

    /** Lets everything be as before, also when its moment never came; what it has killed lives again afterwards. */
    void mend() throws IOException, InterruptedException;

    /** What is drawn, as one reads it in a log. */
    @Override
    String toString();
}
