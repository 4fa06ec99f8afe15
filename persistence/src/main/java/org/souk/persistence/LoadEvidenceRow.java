package org.souk.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What was learnt of the nodes with the models of load; there is one row at most. */
@Entity
@Table(name = "load_evidence")
class LoadEvidenceRow {
    static final int ONLY = 1;

    @Id
    private int id;

    private byte[] evidence;

    protected LoadEvidenceRow() {}

    static LoadEvidenceRow of(byte[] evidence) {
        LoadEvidenceRow row = new LoadEvidenceRow();
        row.id = ONLY;
        row.evidence = evidence.clone();
        return row;
    }

    byte[] evidence() {
        return evidence.clone();
    }
}
