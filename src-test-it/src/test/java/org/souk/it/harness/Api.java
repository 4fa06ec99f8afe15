package org.souk.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.souk.protocol.json.Json;
import org.souk.testing.Patience;

/** Calls the market by HTTP, with a token or without. */
public final class Api {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Patience.LIMIT)
            .build();
    private static final String JSON = "application/json";
    private static final String V1 = "/api/v1";

    private final SharedControlPlane market;
    private final Optional<String> token;

    private Api(SharedControlPlane market, Optional<String> token) {
        this.market = market;
        this.token = token;
    }

    /** Without a token. */
    public static Api anonymous() {
        return new Api(SharedControlPlane.running(), Optional.empty());
    }

    /** With this token, whatever it is. */
    public static Api with(String token) {
        return new Api(SharedControlPlane.running(), Optional.of(token));
    }

    /** A new access token for these credentials. */
    public static String token(String clientId, String secret) {
        Reply reply = anonymous()
                .send(HttpRequest.newBuilder(SharedControlPlane.running().url("/oauth2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + encoded(clientId)
                                + "&client_secret=" + encoded(secret))));
        return reply.expect(200).field("access_token");
    }

    public Reply get(String path) {
        return send(request(path).GET());
    }

    public Reply head(String path) {
        return send(request(path).method("HEAD", BodyPublishers.noBody()));
    }

    public Reply post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    public Reply post(String path, Object body) {
        return post(path, JSON, Json.bytes(body));
    }

    public Reply post(String path, String mediaType, byte[] body) {
        return send(request(path).header("Content-Type", mediaType).POST(BodyPublishers.ofByteArray(body)));
    }

    public Reply post(String path, String header, String value, Object body) {
        return send(request(path)
                .header("Content-Type", JSON)
                .header(header, value)
                .POST(BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    public Reply patch(String path, Object body) {
        return send(request(path)
                .header("Content-Type", JSON)
                .method("PATCH", BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    public Reply put(String path, Object body) {
        return send(request(path).header("Content-Type", JSON).PUT(BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    /** A request below {@code /api/v1}, or to any path of the market that begins with two slashes. */
    public HttpRequest.Builder request(String path) {
        URI url = market.url(path.startsWith("//") ? path.substring(1) : V1 + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(Patience.LIMIT);
        token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
        return request;
    }

    public Reply send(HttpRequest.Builder request) {
        try {
            return Reply.of(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
