package org.souk.core.task;

import java.util.Optional;
import java.util.Set;
import org.souk.core.common.AccountId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;

/**
 * Which tasks to list, newest first.
 *
 * @param buyer only this buyer's
 * @param states only in these states; empty for all
 * @param node only those whose current or last attempt is on this node
 * @param array only the elements of this array
 * @param before only those older than this one: the cursor for the next page
 * @param limit at most so many, 1…1000
 */
public record TaskQuery(
        Optional<AccountId> buyer,
        Set<TaskState> states,
        Optional<NodeId> node,
        Optional<String> array,
        Optional<TaskId> before,
        int limit) {
    public static final int MAX_LIMIT = 1000;

    public TaskQuery {
        states = Set.copyOf(states);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidRequest("limit", "must be between 1 and " + MAX_LIMIT);
        }
    }

    /** Of arrays and single tasks alike. */
    public TaskQuery(
            Optional<AccountId> buyer,
            Set<TaskState> states,
            Optional<NodeId> node,
            Optional<TaskId> before,
            int limit) {
        this(buyer, states, node, Optional.empty(), before, limit);
    }
}
