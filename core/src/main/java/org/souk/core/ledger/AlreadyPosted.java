package org.souk.core.ledger;

import org.souk.core.common.ErrorCategory;
import org.souk.core.common.MarketException;

/** A task was settled or held before: the second transfer was refused and nothing was moved. No caller can cause it. */
public class AlreadyPosted extends MarketException {
    private static final long serialVersionUID = 1L;

    public AlreadyPosted(Transfer transfer) {
        super(
                ErrorCategory.INTERNAL,
                "task " + transfer.task().orElseThrow() + " has its " + transfer.kind() + " already");
    }
}
