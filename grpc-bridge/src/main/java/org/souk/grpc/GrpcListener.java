package org.souk.grpc;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where gRPC listens.
 *
 * @param host name or literal address of this machine
 * @param port TCP port, or 0 for any free one
 * @param tls empty: what is sent can be read on the way
 */
public record GrpcListener(String host, int port, Optional<Tls> tls) {
    /** Nobody but this machine's own processes comes here. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int LAST_PORT = 65_535;

    /**
     * What proves who listens.
     *
     * @param certificate PEM, with the chain up to what clients know
     * @param key PEM, PKCS#8 without a password
     */
    public record Tls(Path certificate, Path key) {}

    public GrpcListener {
        if (host.isBlank()) {
            throw new IllegalArgumentException("souk.grpc.address must not be empty");
        }
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("souk.grpc.port must be from 0 to 65535 but is " + port);
        }
    }

    /**
     * From the settings.
     *
     * @throws IllegalArgumentException when one of certificate and key is there without the other
     */
    public static GrpcListener of(String host, int port, Optional<String> certificate, Optional<String> key) {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException(
                    "souk.grpc.tls.certificate and souk.grpc.tls.key must be set both or not at all");
        }
        return new GrpcListener(host, port, certificate.map(Path::of).flatMap(c -> key.map(Path::of)
                .map(k -> new Tls(c, k))));
    }

    /** On the loopback address, without TLS. */
    public static GrpcListener loopback(int port) {
        return new GrpcListener(LOOPBACK, port, Optional.empty());
    }

    /** True when others than this machine's own processes may come, and what they say can be read on the way. */
    boolean isExposed() {
        return tls.isEmpty() && !host.startsWith("127.") && !host.equals("localhost") && !host.equals("::1");
    }

    @Override
    public String toString() {
        return host + ":" + port + (tls.isPresent() ? " with TLS" : "");
    }
}
