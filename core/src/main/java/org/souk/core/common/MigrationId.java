package org.souk.core.common;

/** Names a move of a running task from one node to another. */
public record MigrationId(String value) implements Comparable<MigrationId> {
    @Override
    public int compareTo(MigrationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
