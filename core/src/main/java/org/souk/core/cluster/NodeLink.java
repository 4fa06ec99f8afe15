package org.souk.core.cluster;

import org.souk.core.node.Node;
import org.souk.core.task.TaskId;

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

    /** The report on an attempt is settled, or will never be: the agent may forget it. */
    void acknowledge(TaskId task, int attempt);

    /** Tells the agent what its owner now sells. */
    void offerChanged(Node node);

    /** Ends the session because the agent broke the protocol, or because another session took its place. */
    void close(String reason);
}
