package org.souk.core.task;

import java.util.EnumSet;
import java.util.Set;

/** The states of a task and, in one place, every transition between them. */
public enum TaskState {
    /** Waits for the tasks that it comes after; no planner sees it. */
    BLOCKED,
    /** Waits for a node. */
    QUEUED,
    /** A node holds the current attempt and has not yet said that it runs. */
    ASSIGNED,
    /** The node has said that the program runs. */
    RUNNING,
    /** It has made room for another: its node keeps its RAM and storage, and gives it no CPU until it is resumed. */
    SUSPENDED,
    /** The buyer cancelled while a node held the attempt; waits for the node's last word or for its lease to end. */
    CANCELLING,
    /** The program ended with exit code 0 and all named outputs exist. */
    COMPLETED,
    /** The task ended in any other way; {@link EndReason} says which. */
    FAILED,
    /** The buyer cancelled it. */
    CANCELLED;

    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    /** True while a node holds the current attempt under a lease. */
    public boolean isOnNode() {
        return this == ASSIGNED || this == RUNNING || this == SUSPENDED || this == CANCELLING;
    }

    public boolean canBecome(TaskState next) {
        return successors().contains(next);
    }

    private Set<TaskState> successors() {
        return switch (this) {
            case BLOCKED -> EnumSet.of(QUEUED, FAILED, CANCELLED);
            case QUEUED -> EnumSet.of(ASSIGNED, FAILED, CANCELLED);
            case ASSIGNED -> EnumSet.of(RUNNING, SUSPENDED, QUEUED, CANCELLING, COMPLETED, FAILED);
            // A migrated program goes on running, on another node.
            case RUNNING -> EnumSet.of(RUNNING, SUSPENDED, QUEUED, CANCELLING, COMPLETED, FAILED);
            // Its program may have ended before it was told of the suspension.
            case SUSPENDED -> EnumSet.of(ASSIGNED, RUNNING, QUEUED, CANCELLING, COMPLETED, FAILED);
            case CANCELLING -> EnumSet.of(COMPLETED, FAILED, CANCELLED);
            case COMPLETED, FAILED, CANCELLED -> EnumSet.noneOf(TaskState.class);
        };
    }
}
