package org.souk.core.link;

import org.souk.core.common.AttemptKey;
import org.souk.core.common.MigrationId;
import org.souk.core.common.TaskId;
import org.souk.core.node.Node;

/** Port: the way to a connected agent. Sending never blocks and never throws; a broken link shows by its lease. */
public interface NodeLink {
    /** Hands over an attempt. Idempotent by task and attempt. */
    void assign(Dispatch dispatch);

    /** Stops an attempt; the agent answers with its report. */
    void cancel(TaskId task, int attempt, String reason);

    /** Lets an attempt stand still, or not start, until it is resumed. Idempotent; the agent says when it does. */
    void suspend(TaskId task, int attempt);

    /** Lets a suspended attempt go on. Idempotent. */
    void resume(TaskId task, int attempt);

    /**
     * Lets a node prepare to take an attempt over, without running it. Idempotent by move.
     *
     * @param arriving the attempt that the node would hold
     */
    void prepareMove(Dispatch arriving, TransferCredentials ticket);

    /** Lets an attempt stand still and its snapshot be sent. Idempotent by move. */
    void departMove(AttemptKey attempt, TransferCredentials ticket);

    /** Gives a move up: the source's attempt goes on, the target's is dropped. Idempotent. */
    void abortMove(MigrationId move, AttemptKey attempt);

    /** The attempt is this node's, and runs. Idempotent. */
    void startMoved(MigrationId move, AttemptKey attempt);

    /** The attempt runs elsewhere and is dropped. Idempotent. */
    void forgetMoved(MigrationId move, AttemptKey attempt);

    /** The report on an attempt is settled, or will never be: the agent may forget it. */
    void acknowledge(TaskId task, int attempt);

    /** Tells the agent what its owner now sells. */
    void offerChanged(Node node);

    /** Ends the session because the agent broke the protocol, or because another session took its place. */
    void close(String reason);
}
