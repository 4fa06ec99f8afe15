package org.souk.protocol.rest;

/**
 * Makes a task an array: one element for each index, which each sees as {@code SOUK_ARRAY_INDEX} in its environment and
 * in place of {@code {index}} in its arguments.
 *
 * @param from the first index, not negative
 * @param to the last index; at most 10000 elements
 * @param atOnce the most elements on nodes at the same time; may be absent: all
 */
public record ArrayBody(int from, int to, Integer atOnce) {}
