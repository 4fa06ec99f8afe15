package org.souk.runtime.snapshot;

import java.util.Optional;

/** What a block belongs to. */
public enum Section {
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
        return number >= 1 && number <= values().length ? Optional.of(values()[number - 1]) : Optional.empty();
    }
}
