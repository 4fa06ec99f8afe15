package org.souk.protocol.rest;

import java.util.List;
import java.util.Map;

/**
 * Why a task is where it is.
 *
 * @param rejections how many nodes each rule turned away
 * @param scores why this node, 0…1 each
 * @param remarks further sentences, such as which expression could not be evaluated
 */
public record ExplanationBody(
        String summary, Map<String, Integer> rejections, Map<String, Double> scores, List<String> remarks) {}
