package org.souk.protocol.rest;

/**
 * Credentials for the agent of a new node.
 *
 * @param clientSecret shown this once
 */
public record EnrolResponse(NodeBody node, String clientId, String clientSecret) {}
