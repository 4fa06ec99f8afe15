package org.souk.core.ledger;

/** A task was settled or held before: the second transfer was refused and nothing was moved. */
public class AlreadyPosted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AlreadyPosted(Transfer transfer) {
        super("task " + transfer.task().orElseThrow() + " has its " + transfer.kind() + " already");
    }
}
