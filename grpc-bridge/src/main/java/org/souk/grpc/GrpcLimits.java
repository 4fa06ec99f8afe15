package org.souk.grpc;

import java.time.Duration;

/**
 * What one client may cost the gRPC server.
 *
 * @param maxMessageBytes largest message accepted, in bytes; larger ones fail with {@code RESOURCE_EXHAUSTED}
 * @param maxCallsPerConnection calls that one connection may have open; further ones wait at the client
 * @param windowBytes what may be on its way to the server in one connection, and in one call
 * @param handshakeTimeout how long a connection may take to say what it wants
 * @param maxIdle how long a connection without calls is kept
 * @param keepAlive after so much silence a connection is asked whether it is still there
 * @param keepAliveTimeout how long the answer may take
 * @param minKeepAlive how often a client may ping; one that pings faster is disconnected
 */
public record GrpcLimits(
        int maxMessageBytes,
        int maxCallsPerConnection,
        int windowBytes,
        Duration handshakeTimeout,
        Duration maxIdle,
        Duration keepAlive,
        Duration keepAliveTimeout,
        Duration minKeepAlive) {

    /** Snapshots stream in chunks, so that no single message has to be large. */
    public static final GrpcLimits DEFAULT = new GrpcLimits(
            1 << 20,
            100,
            1 << 20,
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5));

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
