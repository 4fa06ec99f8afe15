package org.souk.core.common;

/** Names a move of a running task from one node to another. */
public record MoveId(String value) implements Comparable<MoveId> {
    @Override
    public int compareTo(MoveId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
