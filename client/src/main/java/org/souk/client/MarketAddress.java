package org.souk.client;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a market is reached: its base URL, and the listener for WebSockets, which has a port of its own. */
public record MarketAddress(URI server, URI webSocket) {
    /** The market on this machine. */
    public static final String DEFAULT_SERVER = "http://127.0.0.1:8080";

    private static final int WEB_SOCKET_PORT = 9001;

    /**
     * Checks and derives.
     *
     * @param server {@code http://} or {@code https://} and a host
     * @param webSocket {@code ws://} or {@code wss://} and a host; null: the server's host at port 9001
     * @throws IllegalArgumentException when one of them is not such a URL
     */
    public static MarketAddress of(String server, String webSocket) {
        URI base = parse("server", server, "http", "https");
        return new MarketAddress(base, webSocket == null ? derived(base) : parse("websocket", webSocket, "ws", "wss"));
    }

    private static URI derived(URI base) {
        String scheme = base.getScheme().equals("https") ? "wss" : "ws";
        return URI.create(scheme + "://" + base.getHost() + ":" + WEB_SOCKET_PORT);
    }

    /** The URL of an endpoint on the WebSocket listener. */
    public URI webSocket(String path) {
        return URI.create(webSocket + path);
    }

    private static URI parse(String field, String text, String plain, String secure) {
        String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        try {
            URI uri = new URI(trimmed);
            boolean known = plain.equals(uri.getScheme()) || secure.equals(uri.getScheme());
            if (known && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(wanted(field, text, plain, secure), e);
        }
        throw new IllegalArgumentException(wanted(field, text, plain, secure));
    }

    private static String wanted(String field, String text, String plain, String secure) {
        return field + " must be a URL such as " + plain + "://127.0.0.1 or " + secure + "://market.example, not '"
                + text + "'";
    }
}
