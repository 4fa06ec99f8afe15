package org.souk.core.scheduling.planning;

import java.util.Map;
import java.util.Optional;
import org.souk.core.common.TaskId;
import org.souk.core.matching.Matchmaker;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Deferral;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.WaitReason;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.slot.Slots;

/**
 * Why a plan left tasks waiting. The plan itself has noted a kind of reason for each; what takes longer to say is worked out
 * for the one task that somebody asks about, from what the plan saw and decided and not from what is true by now. Unchanged
 * by questions, so threads may share it.
 */
public final class PlanReasons {
    private final Matchmaker matchmaker;
    private final ClusterSnapshot snapshot;
    private final Plan plan;

    PlanReasons(Matchmaker matchmaker, ClusterSnapshot snapshot, Plan plan) {
        this.matchmaker = matchmaker;
        this.snapshot = snapshot;
        this.plan = plan;
    }

    /** Empty when the plan did not leave the task waiting, or did not know it. Takes time in proportion to the queue. */
    public Optional<WaitReason> of(TaskId task) {
        return plan.deferrals().stream()
                .filter(deferral -> deferral.task().equals(task))
                .findFirst()
                .map(Deferral::reason);
    }

    /**
     * How many nodes each rule turned away from a task, by the rule's name; a node counts for the first rule that says no.
     * What the plan had given to others by its end counts as theirs. For a task that a limit holds back all nodes count for
     * the limit.
     *
     * @return empty when the plan did not leave the task waiting, or did not know it. Takes time in proportion to the queue,
     *     the nodes and the attempts on them
     */
    public Map<String, Integer> rejections(TaskId task) {
        Optional<WaitReason> reason = of(task);
        if (reason.isEmpty()) {
            return Map.of();
        }
        if (reason.get().kind() == WaitReason.Kind.LIMIT) {
            return Map.of(reason.get().rule().orElseThrow(), snapshot.nodes().size());
        }
        Slots slots = new Slots(snapshot, matchmaker);
        new PlanReplay(snapshot, plan, slots).carryOut(task);
        return Rejections.of(waiting(task), slots);
    }

    private WaitingTask waiting(TaskId id) {
        return snapshot.waiting().stream()
                .filter(task -> task.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the plan was made from another snapshot: it knew " + id));
    }
}
