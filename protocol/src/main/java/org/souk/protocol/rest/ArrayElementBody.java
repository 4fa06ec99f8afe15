package org.souk.protocol.rest;

/**
 * The place of a task in its array.
 *
 * @param id of the array
 * @param atOnce the most elements on nodes at the same time
 */
public record ArrayElementBody(String id, int index, int atOnce) {}
