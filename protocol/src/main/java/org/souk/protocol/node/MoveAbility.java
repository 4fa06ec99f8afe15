package org.souk.protocol.node;

/**
 * That an agent can take part in moves and write checkpoints.
 *
 * @param direct where other nodes can reach it to send it snapshots; absent where they cannot
 */
public record MoveAbility(PeerAddress direct) {}
