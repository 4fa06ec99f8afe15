package org.souk.core.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.core.common.InvalidRequest;
import org.souk.core.matching.Expression;
import org.souk.core.matching.Expressions;
import org.souk.core.matching.NodeFacts;
import org.souk.core.matching.TaskFacts;
import org.souk.core.matching.Verdict;

/**
 * A language of a few words: {@code cores=8}, {@code region=eu}, {@code buyer=ada}, {@code name=x}, {@code never} and
 * {@code throws}. It notes what it was asked.
 */
public final class FewWords implements Expressions {
    /** The text and the facts of every question, in order. */
    public final List<String> asked = new ArrayList<>();

    @Override
    public Expression<NodeFacts> requirements(String field, String text) {
        String[] words = words(field, text);
        return node -> {
            asked.add(text + " of " + node.id());
            return switch (words[0]) {
                case "cores" -> is(node.hardware().cores() == Integer.parseInt(words[1]));
                case "region" -> is(node.offer().terms().region().equals(Optional.of(words[1])));
                case "never" -> Verdict.NO;
                case "throws" -> Verdict.failed("no such thing");
                default -> throw new IllegalArgumentException(text);
            };
        };
    }

    @Override
    public Expression<TaskFacts> policy(String field, String text) {
        String[] words = words(field, text);
        return task -> {
            asked.add(text + " of " + task.name());
            return switch (words[0]) {
                case "buyer" -> is(task.buyer().id().value().equals(words[1]));
                case "name" -> is(task.name().equals(words[1]));
                case "never" -> Verdict.NO;
                case "throws" -> Verdict.failed("no such thing");
                default -> throw new IllegalArgumentException(text);
            };
        };
    }

    private static String[] words(String field, String text) {
        String[] words = text.split("=");
        if (!List.of("cores", "region", "buyer", "name", "never", "throws").contains(words[0])) {
            throw new InvalidRequest(field, "'" + words[0] + "' is not a word", 1);
        }
        return words;
    }

    private static Verdict is(boolean matches) {
        return matches ? Verdict.YES : Verdict.NO;
    }
}
