package org.souk.core.task;

/** Why an attempt, and with it mostly the task, came to its end. Decides the final state, the retry and the bill. */
public enum EndReason {
    /** Exit code 0 and every named output exists. */
    SUCCESS(TaskState.COMPLETED, Liability.BUYER),
    /** The program returned another exit code. */
    EXIT_CODE(TaskState.FAILED, Liability.BUYER),
    /** The program trapped: unreachable, out of bounds, division by zero and so on. */
    TRAPPED(TaskState.FAILED, Liability.BUYER),
    /** The fuel that the budget or the buyer allows is used up. */
    FUEL_LIMIT(TaskState.FAILED, Liability.BUYER),
    /** It ran longer than the buyer's wall-clock limit. */
    WALL_LIMIT(TaskState.FAILED, Liability.BUYER),
    /** It needed more memory than it reserved. */
    MEMORY_LIMIT(TaskState.FAILED, Liability.BUYER),
    /** It wrote more than it reserved. */
    STORAGE_LIMIT(TaskState.FAILED, Liability.BUYER),
    /** The program ended well, but a named output does not exist. */
    OUTPUT_MISSING(TaskState.FAILED, Liability.BUYER),
    /** The module cannot be run; nothing was used. */
    INVALID_MODULE(TaskState.FAILED, Liability.NOBODY),
    /** Module or input cannot be fetched, by no fault of the node; nothing was used. */
    INPUT_UNAVAILABLE(TaskState.FAILED, Liability.NOBODY),
    /** The buyer cancelled; what was used until then is paid. */
    CANCELLED(TaskState.CANCELLED, Liability.BUYER),
    /** The deadline passed, or came too near to be met, before a node was found. */
    DEADLINE_PASSED(TaskState.FAILED, Liability.NOBODY),
    /** It waited for a node for as long as the market lets a task wait. */
    WAITED_TOO_LONG(TaskState.FAILED, Liability.NOBODY),
    /** A task that it comes after did not complete, so it will never be queued. */
    DEPENDENCY_FAILED(TaskState.FAILED, Liability.NOBODY),
    /** The node broke: worker killed, disk full, shut down. The attempt is free and the task is tried elsewhere. */
    NODE_FAULT(TaskState.QUEUED, Liability.NOBODY),
    /** The node was not seen until its lease ran out. The attempt is free and the task is tried elsewhere. */
    LEASE_EXPIRED(TaskState.QUEUED, Liability.NOBODY),
    /** The checkpoint to go on from is damaged, forged or of another program; the task begins at its beginning. */
    CHECKPOINT_UNUSABLE(TaskState.QUEUED, Liability.NOBODY),
    /** As many attempts as allowed failed by fault of their nodes. */
    TOO_MANY_ATTEMPTS(TaskState.FAILED, Liability.NOBODY);

    private enum Liability {
        BUYER,
        NOBODY
    }

    private final TaskState leadsTo;
    private final Liability liability;

    EndReason(TaskState leadsTo, Liability liability) {
        this.leadsTo = leadsTo;
        this.liability = liability;
    }

    /** The state that the task takes; {@link TaskState#QUEUED} means another attempt. */
    public TaskState leadsTo() {
        return leadsTo;
    }

    /** True when the buyer pays for what the attempt used. */
    public boolean isBilled() {
        return liability == Liability.BUYER;
    }

    public boolean isRetried() {
        return leadsTo == TaskState.QUEUED;
    }

    /** True when a node may report this reason; the others are the market's own words. */
    public boolean isReportedByNode() {
        return this != DEADLINE_PASSED
                && this != WAITED_TOO_LONG
                && this != LEASE_EXPIRED
                && this != TOO_MANY_ATTEMPTS
                && this != DEPENDENCY_FAILED;
    }
}
