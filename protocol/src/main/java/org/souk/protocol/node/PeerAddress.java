package org.souk.protocol.node;

/**
 * Where snapshots can be sent to, over gRPC.
 *
 * @param host name or literal address; absent: the host at which the agent reaches the market
 * @param tls whether the connection is encrypted
 * @param certificate SHA-256 of the only certificate to accept, in lower-case hex; absent: one of a known authority
 */
public record PeerAddress(String host, int port, boolean tls, String certificate) {}
