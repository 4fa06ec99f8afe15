package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Objects;

/** A node and a day, counted from 1970. */
@Embeddable
class LoadDayKey implements Serializable {
    private static final long serialVersionUID = 1L;

    private String node;

    @Column(name = "day_of_epoch")
    private long day;

    protected LoadDayKey() {}

    LoadDayKey(String node, long day) {
        this.node = node;
        this.day = day;
    }

    String node() {
        return node;
    }

    long day() {
        return day;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LoadDayKey key && key.node.equals(node) && key.day == day;
    }

    @Override
    public int hashCode() {
        return Objects.hash(node, day);
    }
}
