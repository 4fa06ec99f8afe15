package org.souk.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.LongSupplier;
import org.souk.protocol.json.Json;
import org.souk.protocol.json.Malformed;

/**
 * Access tokens by the OAuth2 client credentials grant. One token is used until four fifths of its life are over, by a
 * clock that does not jump. Safe for use by many threads.
 */
final class AccessTokens {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Transport transport;
    private final URI endpoint;
    private final Credentials credentials;
    private final LongSupplier nanoTime;
    private String token;
    private long renewAt;

    AccessTokens(Transport transport, URI endpoint, Credentials credentials, LongSupplier nanoTime) {
        this.transport = transport;
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.nanoTime = nanoTime;
    }

    synchronized String current() throws IOException, InterruptedException {
        if (token == null || nanoTime.getAsLong() - renewAt >= 0) {
            fetch();
        }
        return token;
    }

    /** The market did not take this token: the next one is fetched, unless somebody has done so already. */
    synchronized void refused(String refused) {
        if (refused.equals(token)) {
            token = null;
        }
    }

    private void fetch() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Authorization", "Basic " + basic())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        long asked = nanoTime.getAsLong();
        HttpResponse<String> response = transport.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw refusal(response);
        }
        Map<?, ?> answer = answer(response.body());
        if (!(answer.get("access_token") instanceof String granted) || granted.isEmpty()) {
            throw new MarketRefused(response.statusCode(), "the token endpoint answered without an access token");
        }
        long seconds = answer.get("expires_in") instanceof Number life ? life.longValue() : 60;
        token = granted;
        renewAt = asked + Duration.ofSeconds(Math.max(1, seconds)).toNanos() / 5 * 4;
    }

    private MarketRefused refusal(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == 400 || status == 401 || status == 403) {
            return new MarketRefused(
                    401, "the market does not know the client '" + credentials.clientId() + "' with this secret");
        }
        if (status == 404) {
            return MarketRefused.notThereYet(status);
        }
        return new MarketRefused(status, "the token endpoint answered with HTTP status " + status);
    }

    private static Map<?, ?> answer(String body) throws MarketRefused {
        try {
            return Json.read(body, Map.class);
        } catch (Malformed e) {
            throw new MarketRefused(200, "the token endpoint's answer " + e.getMessage());
        }
    }

    /** RFC 6749, 2.3.1: both parts are form-encoded first. */
    private String basic() {
        String pair = encode(credentials.clientId()) + ":" + encode(credentials.clientSecret());
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
