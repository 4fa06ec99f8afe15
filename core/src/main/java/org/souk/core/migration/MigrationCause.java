package org.souk.core.migration;

/** Why a task should leave its node while it runs. */
public enum MigrationCause {
    /** The owner drains the node. */
    DRAIN("the owner drains the node"),
    /** The owner's maintenance comes. */
    MAINTENANCE("the owner's maintenance comes"),
    /** The owner sells less than before. */
    OFFER("the owner sells less than before"),
    /** The owner's own work needs, or is forecast to need, what the task uses. */
    OWNER("the owner's own work needs the room"),
    /** Another task has taken its place and it stands still. */
    PREEMPTED("another task has its place"),
    /** Somebody asked for it. */
    REQUEST("somebody asked for it");

    private final String words;

    MigrationCause(String words) {
        this.words = words;
    }

    /** For people, as the end of a sentence. */
    public String words() {
        return words;
    }
}
