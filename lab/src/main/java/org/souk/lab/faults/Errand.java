package org.souk.lab.faults;

/**
 * One task of the experiment.
 *
 * @param task its id
 * @param label what its program writes at the beginning of its file
 * @param source where it ran when it was told to move
 * @param target where it was told to go
 */
record Errand(String task, String label, Seat source, Seat target, MoveTrace trace) {
    /** The file into which the program writes while it runs. */
    static final String FILE = "witness";

    /** Bytes of the label. */
    static final int LABEL = 8;
}
