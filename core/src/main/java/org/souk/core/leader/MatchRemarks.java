package org.souk.core.leader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.core.matching.Matchmaker;
import org.souk.core.matching.NodeFacts;
import org.souk.core.matching.TaskFacts;
import org.souk.core.matching.Verdict;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;

/** What a buyer should know of how a waiting task's conditions and those of the sellers meet. */
final class MatchRemarks {
    private final Matchmaker matchmaker;

    MatchRemarks(Matchmaker matchmaker) {
        this.matchmaker = matchmaker;
    }

    /**
     * One sentence each; none where there is nothing to tell.
     *
     * @param task as sellers see it
     */
    List<String> of(WaitingTask task, List<NodeFacts> nodes) {
        List<String> remarks = new ArrayList<>(concessions(task.request()));
        task.request().placement().requirements().ifPresent(text -> remarks.addAll(requirements(text, nodes)));
        task.request().facts().ifPresent(facts -> remarks.addAll(policies(facts, nodes)));
        return remarks;
    }

    /** What the buyer would agree to, but only later. */
    private static List<String> concessions(Request request) {
        List<String> remarks = new ArrayList<>();
        if (request.placement().widening()) {
            remarks.add("Nodes outside the pool '" + request.placement().pool().orElseThrow()
                    + "' will do once it has waited long.");
        }
        request.bid()
                .filter(bid -> bid.withheld().isPositive())
                .ifPresent(bid -> remarks.add(bid.offer() + " credits are offered for it; more, up to its limit of "
                        + bid.limit() + ", only once it has waited long."));
        return remarks;
    }

    private List<String> requirements(String text, List<NodeFacts> nodes) {
        Count count = new Count();
        nodes.forEach(node -> count.add(node, matchmaker.meets(text, node)));
        List<String> remarks = new ArrayList<>();
        remarks.add(
                count.matching == 0
                        ? "The requirements are met by none of " + nodes(count.asked) + "."
                        : "The requirements are met by " + count.matching + " of " + nodes(count.asked) + ".");
        count.trouble.ifPresent(trouble -> remarks.add(
                "On " + nodes(count.failed) + " the requirements could not be evaluated, as on " + trouble + "."));
        return remarks;
    }

    private List<String> policies(TaskFacts facts, List<NodeFacts> nodes) {
        Count count = new Count();
        nodes.stream()
                .filter(node -> node.offer().terms().policy().isPresent())
                .forEach(node -> count.add(node, matchmaker.allows(node, facts)));
        List<String> remarks = new ArrayList<>();
        if (count.matching < count.asked) {
            remarks.add("Of " + nodes(nodes.size()) + ", " + (count.asked - count.matching)
                    + " will not run it by their owners' policies.");
        }
        count.trouble.ifPresent(trouble -> remarks.add(
                "The policies of " + nodes(count.failed) + " could not be evaluated, as on " + trouble + "."));
        return remarks;
    }

    private static String nodes(int count) {
        return count == 1 ? "1 node" : count + " nodes";
    }

    private static final class Count {
        private int asked;
        private int matching;
        private int failed;
        private Optional<String> trouble = Optional.empty();

        private void add(NodeFacts node, Verdict verdict) {
            asked++;
            if (verdict.matches()) {
                matching++;
            }
            if (verdict.trouble().isPresent()) {
                failed++;
                trouble = trouble.or(
                        () -> Optional.of(node.name() + ": " + verdict.trouble().get()));
            }
        }
    }
}
