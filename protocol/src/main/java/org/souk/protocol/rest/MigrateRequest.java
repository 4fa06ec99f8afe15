package org.souk.protocol.rest;

/**
 * Asks for a running task to be moved.
 *
 * @param node where to; absent: to the best other node
 */
public record MigrateRequest(String node) {}
