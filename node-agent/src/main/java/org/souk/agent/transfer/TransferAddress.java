package org.souk.agent.transfer;

/**
 * Where a node listens for snapshots from other nodes, and is reached by them.
 *
 * @param host name or literal address of this machine
 * @param port TCP port, 1 to 65535
 */
public record TransferAddress(String host, int port) {
    private static final int LAST_PORT = 65_535;

    public TransferAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the transfer address needs a host, such as 192.168.0.7:50052");
        }
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("the transfer address needs a port from 1 to 65535, not " + port);
        }
    }

    /**
     * Reads {@code host:port}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException with a reason in words
     */
    public static TransferAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw wrong(text);
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (host.contains(":") && !bracketed) {
            throw wrong(text);
        }
        try {
            return new TransferAddress(
                    bracketed ? host.substring(1, host.length() - 1) : host,
                    Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(text).getMessage(), e);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "a transfer address is host:port, such as 192.168.0.7:50052, not '" + text + "'");
    }
}
