package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.souk.core.common.TaskId;
import org.souk.core.task.Workflow;
import org.souk.core.task.Workflow.ArrayElement;

/** A {@link Workflow} as columns; all are null for a task that stands alone. */
@Embeddable
class WorkflowColumns {
    private static final String SEPARATOR = " ";

    /** Ids, in their order; what is still waited for is in {@link DependencyRow}s. */
    @Column(name = "comes_after")
    private String after;

    @Column(name = "array_id")
    private String array;

    @Column(name = "array_index")
    private Integer index;

    @Column(name = "array_at_once")
    private Integer atOnce;

    protected WorkflowColumns() {}

    static WorkflowColumns of(Workflow workflow) {
        WorkflowColumns columns = new WorkflowColumns();
        if (!workflow.after().isEmpty()) {
            columns.after =
                    new TreeSet<>(workflow.after()).stream().map(TaskId::value).collect(Collectors.joining(SEPARATOR));
        }
        workflow.array().ifPresent(element -> {
            columns.array = element.array();
            columns.index = element.index();
            columns.atOnce = element.atOnce();
        });
        return columns;
    }

    Workflow toDomain() {
        Set<TaskId> tasks = after == null
                ? Set.of()
                : Stream.of(after.split(SEPARATOR)).map(TaskId::new).collect(Collectors.toSet());
        return new Workflow(tasks, Optional.ofNullable(array).map(name -> new ArrayElement(name, index, atOnce)));
    }
}
