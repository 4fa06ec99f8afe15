package org.souk.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;

/** HTTP to one server, with failures in words. */
final class Transport {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    HttpClient http() {
        return http;
    }

    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        try {
            return http.send(request, handler);
        } catch (HttpTimeoutException e) {
            throw new MarketUnreachable(server(request.uri()) + " does not answer in time", e);
        } catch (ConnectException e) {
            String why = e.getCause() instanceof UnresolvedAddressException ? ": unknown host" : "";
            throw new MarketUnreachable("no market answers at " + server(request.uri()) + why, e);
        } catch (IOException e) {
            throw new MarketUnreachable("the connection to " + server(request.uri()) + " broke: " + reason(e), e);
        }
    }

    private static String server(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
