package org.souk.replay.audit;

/** What an audit came to. */
public enum AuditVerdict {
    /** The replay gave what was reported. */
    CONFIRMED,
    /** The replay gave something else, although nothing but the task's content can have decided it. */
    REFUTED,
    /** Something else than the task's content had a part in it, so that a replay proves nothing. */
    NOT_REPRODUCIBLE
}
