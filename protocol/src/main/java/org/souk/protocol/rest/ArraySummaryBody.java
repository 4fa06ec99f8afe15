package org.souk.protocol.rest;

import java.util.Map;

/**
 * An array as it is now.
 *
 * @param from the first index
 * @param to the last index
 * @param atOnce the most elements on nodes at the same time
 * @param states how many elements are in each state; states without any are left out
 */
public record ArraySummaryBody(String id, String buyer, int from, int to, int atOnce, Map<StateName, Long> states) {}
