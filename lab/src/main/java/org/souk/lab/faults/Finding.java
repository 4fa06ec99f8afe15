package org.souk.lab.faults;

/** A flaw, and how it shows. */
record Finding(Flaw flaw, String why) {
    @Override
    public String toString() {
        return flaw + ": " + why;
    }
}
