package org.souk.core.link;

import java.util.Optional;

/**
 * That an agent can take part in moves.
 *
 * @param direct where other nodes can reach it
 */
public record Mover(Optional<Endpoint> direct) {}
