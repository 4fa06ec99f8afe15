package org.souk.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Optional;
import org.souk.core.task.SpecSummary;
import org.souk.core.task.TaskSummary;
import org.souk.core.task.Workflow;

/** A {@link TaskSummary}: the row of a task without what only its node needs, which may be long. Never written. */
@Entity
@Table(name = "task")
class TaskSummaryRow extends TaskColumns {
    protected TaskSummaryRow() {}

    /** Empty for a row of before contents had a column: what it must fetch first only the whole row tells. */
    Optional<TaskSummary> toDomain() {
        Workflow workflow = workflow();
        return contents()
                .map(contents -> new SpecSummary(
                        name(),
                        contents,
                        resources(),
                        priority(),
                        deadline(),
                        limits(),
                        placement(),
                        !workflow.after().isEmpty(),
                        workflow.array()))
                .map(spec -> new TaskSummary(taskId(), buyer(), spec, submittedAt(), progress(), version()));
    }
}
