package org.souk.core.matching;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NodeId;
import org.souk.core.node.Terms;
import org.souk.core.task.Placement;

/**
 * Asks expressions, each once for equal facts, and remembers what they said. Thread-safe.
 *
 * <p>What was not asked for between two changes of generation is forgotten, so the memory follows the market.
 */
public final class Matchmaker {
    /** A memory of so many verdicts takes some megabytes. */
    private static final int GENERATION = 50_000;

    private final Expressions expressions;
    private Map<String, Asked> present = new HashMap<>();
    private Map<String, Asked> past = Map.of();
    private int answers;

    public Matchmaker(Expressions expressions) {
        this.expressions = expressions;
    }

    /** @throws InvalidRequest when requirements will not do */
    public void checkRequirements(Placement placement) {
        placement.requirements().ifPresent(text -> expressions.requirements("requirements", text));
    }

    /** @throws InvalidRequest when a policy will not do */
    public void checkPolicy(Terms terms) {
        terms.policy().ifPresent(text -> expressions.policy("offer.policy", text));
    }

    /** What stands in a database may come from another version: then it matches nothing, and says why. */
    public synchronized Verdict meets(String requirements, NodeFacts node) {
        Map<NodeId, Judged> nodes = asked(requirements).nodes;
        Judged judged = nodes.get(node.id());
        if (judged == null || !judged.is(node)) {
            Verdict verdict = ask(() -> expressions.requirements("requirements", requirements), node);
            judged = new Judged(node, verdict);
            nodes.put(node.id(), judged);
            answered();
        }
        return judged.verdict;
    }

    /** The verdict of a node's policy, if it has one. */
    public synchronized Verdict allows(NodeFacts node, TaskFacts task) {
        Optional<String> policy = node.offer().terms().policy();
        if (policy.isEmpty()) {
            return Verdict.YES;
        }
        Map<TaskFacts, Verdict> tasks = asked(policy.get()).tasks;
        Verdict verdict = tasks.get(task);
        if (verdict == null) {
            verdict = ask(() -> expressions.policy("policy", policy.get()), task);
            tasks.put(task, verdict);
            answered();
        }
        return verdict;
    }

    private static <T> Verdict ask(Compilation<T> compilation, T facts) {
        try {
            return compilation.compiled().of(facts);
        } catch (InvalidRequest e) {
            return Verdict.failed("it " + e.reason());
        }
    }

    private Asked asked(String text) {
        Asked asked = present.get(text);
        if (asked == null) {
            asked = past.getOrDefault(text, new Asked());
            present.put(text, asked);
        }
        return asked;
    }

    private void answered() {
        answers++;
        if (answers >= GENERATION) {
            answers = 0;
            past = present;
            past.values().forEach(Asked::forgetTasks);
            present = new HashMap<>();
        }
    }

    private interface Compilation<T> {
        Expression<T> compiled();
    }

    private record Judged(NodeFacts facts, Verdict verdict) {
        boolean is(NodeFacts now) {
            return facts == now || facts.equals(now);
        }
    }

    /** What one text has said. A text may be one man's requirements and another's policy. */
    private static final class Asked {
        private final Map<NodeId, Judged> nodes = new HashMap<>();
        private final Map<TaskFacts, Verdict> tasks = new HashMap<>();

        /** Their minute is over. */
        private void forgetTasks() {
            tasks.clear();
        }
    }
}
