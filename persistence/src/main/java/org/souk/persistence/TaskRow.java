package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Optional;
import org.souk.core.common.ContentId;
import org.souk.core.task.RunLimits;
import org.souk.core.task.Task;
import org.souk.core.task.TaskSpec;
import org.souk.core.task.TaskStore.Submitted;

/** A {@link Task} with its current attempt. */
@Entity
@Table(name = "task")
class TaskRow extends TaskColumns {
    @Column(name = "idempotency_key")
    private String idempotencyKey;

    private String fingerprint;
    private String module;
    private String stdin;
    private String program;

    protected TaskRow() {}

    static TaskRow of(Task task, Optional<String> idempotencyKey, String fingerprint) {
        TaskRow row = new TaskRow();
        row.write(task);
        row.idempotencyKey = idempotencyKey.orElse(null);
        row.fingerprint = fingerprint;
        row.module = task.spec().module().value();
        row.stdin = task.spec().stdin().map(ContentId::value).orElse(null);
        row.program = ProgramColumn.write(task.spec());
        return row;
    }

    Submitted toSubmitted() {
        return new Submitted(toDomain(), fingerprint);
    }

    Task toDomain() {
        return new Task(taskId(), buyer(), spec(), submittedAt(), progress(), version());
    }

    private TaskSpec spec() {
        ProgramColumn read = ProgramColumn.read(program);
        RunLimits limits = limits();
        return new TaskSpec(
                name(),
                new ContentId(module),
                read.arguments(),
                read.environment(),
                Optional.ofNullable(stdin).map(ContentId::new),
                read.inputs(),
                read.outputs(),
                resources(),
                priority(),
                deadline(),
                limits.maxPrice(),
                limits.offer(),
                limits.wallLimit(),
                limits.fuelLimit(),
                limits.expected(),
                placement(),
                workflow());
    }
}
