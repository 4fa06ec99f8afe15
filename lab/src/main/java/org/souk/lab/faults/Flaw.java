package org.souk.lab.faults;

/** What a fault must not lead to. */
enum Flaw {
    /** More than one copy of the program lived at a time. */
    TWO_COPIES,
    /** Not completed, or with another output or other fuel than undisturbed. */
    WRONG_RESULT,
    /** Settled more than once, or for more than was done, or not to whom it was due. */
    BILLED_TWICE,
    /** Not settled, or for less than was done. */
    NOT_BILLED,
    /** Files of it, or a worker of an agent that was killed, are still there. */
    LEFT_OVER
}
