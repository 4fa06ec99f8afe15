package org.souk.grpc;

import java.time.Duration;

/**
 * What one client may cost the gRPC server.
 *
 * @param maxMessageBytes largest message accepted, in bytes; larger ones fail with {@code RESOURCE_EXHAUSTED}
 * @param maxCallsPerConnection calls that one connection may have open; further ones wait at the client
 * @param handshakeTimeout how long a connection may take to say what it wants
 * @param maxIdle how long a connection without calls is kept
 * @param minKeepAlive how often a client may ping; one that pings faster is disconnected
 */
public record GrpcLimits(
        int maxMessageBytes,
        int maxCallsPerConnection,
        Duration handshakeTimeout,
        Duration maxIdle,
        Duration minKeepAlive) {

    /** Snapshots stream in chunks, so that no single message has to be large. */
    public static final GrpcLimits DEFAULT =
            new GrpcLimits(4 << 20, 100, Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ofSeconds(30));

    public GrpcLimits {
        if (maxMessageBytes < 1) {
            throw new IllegalArgumentException("maxMessageBytes must be positive but is " + maxMessageBytes);
        }
        if (maxCallsPerConnection < 1) {
            throw new IllegalArgumentException(
                    "maxCallsPerConnection must be positive but is " + maxCallsPerConnection);
        }
    }
}
