package org.souk.persistence;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.souk.core.common.TaskId;

/** That a task waits for another one, which has not ended. */
@Entity
@Table(name = "task_dependency")
class DependencyRow {
    @EmbeddedId
    private DependencyKey key;

    protected DependencyRow() {}

    static DependencyRow of(TaskId task, TaskId after) {
        DependencyRow row = new DependencyRow();
        row.key = new DependencyKey(task.value(), after.value());
        return row;
    }
}
