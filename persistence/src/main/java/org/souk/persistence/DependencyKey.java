package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Objects;

/** A task and another one that it waits for. */
@Embeddable
class DependencyKey implements Serializable {
    private static final long serialVersionUID = 1L;

    private String task;

    @Column(name = "waits_for")
    private String waitsFor;

    protected DependencyKey() {}

    DependencyKey(String task, String waitsFor) {
        this.task = task;
        this.waitsFor = waitsFor;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DependencyKey key && key.task.equals(task) && key.waitsFor.equals(waitsFor);
    }

    @Override
    public int hashCode() {
        return Objects.hash(task, waitsFor);
    }
}
