package org.souk.core.tasks;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Why a task is where it is, in words for its buyer.
 *
 * @param summary one sentence
 * @param rejections for a waiting task: how many nodes each rule turned away, by the rule's name
 * @param scores for an assigned task: why this node, by the score's name, 0…1
 * @param remarks further sentences, such as what could not be evaluated
 */
public record Explanation(
        String summary, Map<String, Integer> rejections, Map<String, Double> scores, List<String> remarks) {
    public Explanation {
        rejections = Map.copyOf(rejections);
        scores = Map.copyOf(scores);
        remarks = List.copyOf(remarks);
    }

    /** An explanation that needs no remarks. */
    public Explanation(String summary, Map<String, Integer> rejections, Map<String, Double> scores) {
        this(summary, rejections, scores, List.of());
    }

    /** The same with more to say. */
    Explanation remarking(List<String> more) {
        return new Explanation(
                summary,
                rejections,
                scores,
                Stream.concat(remarks.stream(), more.stream()).toList());
    }
}
