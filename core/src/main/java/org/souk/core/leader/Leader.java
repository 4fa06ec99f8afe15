package org.souk.core.leader;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.account.Account;
import org.souk.core.account.ServicePlan;
import org.souk.core.account.ServicePlans;
import org.souk.core.common.AccountId;
import org.souk.core.common.Conflict;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.events.TaskView;
import org.souk.core.forecast.Outlook;
import org.souk.core.live.LiveNode;
import org.souk.core.node.Node;
import org.souk.core.planning.InfeasibleDeadline;
import org.souk.core.task.Task;

/**
 * Port: what the parts of the market that serve requests ask of the one that plans, and tell it. Nobody else reads or writes
 * the live state. News may be lost, late or repeated: the leader reads what it was not told.
 */
public interface Leader {
    /** A task is stored like this now. */
    void stored(Task task);

    /** A node is stored like this now; its agent is told what is for sale. */
    void stored(Node node);

    /** An account is stored like this now. */
    void stored(Account account);

    /** There is something to plan: do not wait for the next turn. */
    void ring();

    /**
     * Keeps room for tasks that are about to be stored, so that their deadlines can be met; for all of them or for none.
     *
     * @throws InfeasibleDeadline when one of them cannot be met
     */
    void promise(List<Task> tasks) throws InfeasibleDeadline;

    /** The tasks were not stored: their room is free again. */
    void withdraw(Collection<TaskId> promised);

    /**
     * Begins to migrate a running task.
     *
     * @param target where to; empty: to the best other node
     * @throws Conflict when it cannot be migrated now, or not there, with the reason
     */
    void migrate(TaskId task, Optional<NodeId> target);

    /** Why a task is where it is, as far as the planner knows. */
    Reasons explain(Task task);

    /** The task with what its node has said since it was stored. */
    TaskView view(Task task);

    /** All nodes, by name. */
    List<LiveNode> nodes();

    Optional<LiveNode> node(NodeId id);

    /** What the nodes' own loads are expected to be; for those that are not named, nothing is. */
    void expect(Map<NodeId, Outlook> outlooks);

    /** How many tasks of a buyer have not ended. */
    int unfinished(AccountId buyer);

    ServicePlan planOf(AccountId buyer);

    /** What plans there are; a new account gets the first. */
    ServicePlans plans();

    /**
     * What the planner knows of a task.
     *
     * @param rejections for one that waits: how many nodes each rule turned away, by the rule's name
     * @param scores for one that a node has: why this node, by the score's name, 0…1
     * @param remarks what its conditions and those of sellers have to do with that, in sentences
     * @param poolIsEmpty no node is in the pool that it asks for
     */
    record Reasons(
            Map<String, Integer> rejections, Map<String, Double> scores, List<String> remarks, boolean poolIsEmpty) {
        public Reasons {
            rejections = Map.copyOf(rejections);
            scores = Map.copyOf(scores);
            remarks = List.copyOf(remarks);
        }
    }
}
