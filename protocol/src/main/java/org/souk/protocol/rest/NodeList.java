package org.souk.protocol.rest;

import java.util.List;

/**
 * Nodes, by name.
 */
public record NodeList(List<NodeBody> nodes) {}
