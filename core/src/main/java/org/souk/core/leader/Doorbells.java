package org.souk.core.leader;

/** Port: wakes the two threads of the leader. Ringing is cheap and may be repeated. */
public interface Doorbells {
    /** To be rung when a task waits, or when a node has room. */
    void planning();

    /** To be rung when a report waits to be settled. */
    void settling();
}
