package org.souk.core.common;

/** Identifies a task; unique for ever and ordered by time of submission. */
public record TaskId(String value) implements Comparable<TaskId> {
    @Override
    public int compareTo(TaskId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
