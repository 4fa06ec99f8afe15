package org.souk.core.link;

import java.util.Optional;

/**
 * Where snapshots can be sent to, over gRPC.
 *
 * @param host name or address; empty: the host at which an agent reaches the market
 * @param certificate SHA-256 of the only certificate to accept, in lower-case hex
 */
public record Endpoint(Optional<String> host, int port, boolean tls, Optional<String> certificate) {}
