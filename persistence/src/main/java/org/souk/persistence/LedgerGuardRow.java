package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row that is written, and so locked, while ledger accounts are opened. */
@Entity
@Table(name = "ledger_guard")
class LedgerGuardRow {
    static final String ONLY = "open-account";

    @Id
    private String id;

    @Column(nullable = false)
    private long openings;

    protected LedgerGuardRow() {}
}
