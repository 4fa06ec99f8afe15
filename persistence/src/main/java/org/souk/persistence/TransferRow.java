package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.souk.core.common.TaskId;
import org.souk.core.ledger.Posting;
import org.souk.core.ledger.Transfer;

/** The head of a {@link Transfer}; its lines are {@link PostingRow}s. */
@Entity
@Table(name = "transfer")
class TransferRow {
    @Id
    private String id;

    @Enumerated(EnumType.STRING)
    private Transfer.Kind kind;

    private String task;

    @Column(name = "posted_at")
    private Instant postedAt;

    protected TransferRow() {}

    static TransferRow of(Transfer transfer) {
        TransferRow row = new TransferRow();
        row.id = transfer.id();
        row.kind = transfer.kind();
        row.task = transfer.task().map(TaskId::value).orElse(null);
        row.postedAt = transfer.at();
        return row;
    }

    String id() {
        return id;
    }

    Transfer toDomain(List<Posting> postings) {
        return new Transfer(id, kind, Optional.ofNullable(task).map(TaskId::new), postedAt, postings);
    }
}
