package org.souk.runtime.snapshot;

import java.util.Optional;

/** What a block belongs to. */
public enum Section {
    /** Nothing: the record's blocks end here. */
    END(0),
    /** A piece of the state: globals, tables, stack, fuel, system interface. The pieces of a record make one whole. */
    STATE(1),
    /** A piece of linear memory. */
    MEMORY(2),
    /** A piece of a file. */
    FILE(3);

    private final int number;

    Section(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Optional<Section> of(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }
}
