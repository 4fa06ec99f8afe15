package org.souk.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.souk.ipfs.Cid;
import org.souk.protocol.json.Json;
import org.souk.protocol.json.Malformed;
import org.souk.protocol.rest.Problem;
import org.souk.protocol.rest.StoredFile;

/**
 * Calls the market on behalf of one client. A token that the market does not take any more is renewed once and the
 * call repeated. Safe for use by many threads.
 *
 * <p>Every call throws {@link MarketRefused} when the market says no and {@link MarketUnreachable} when it does not
 * answer.
 */
public final class MarketClient {
    private static final String API = "/api/v1";
    private static final int NOT_FOUND = 404;
    private static final String CAR = "application/vnd.ipld.car";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration TRANSFER_TIMEOUT = Duration.ofMinutes(30);
    private static final int MAX_PROBLEM = 64 * 1024;

    private final Transport transport = new Transport();
    private final URI server;
    private final AccessTokens tokens;

    /**
     * @param server base URL such as {@code http://127.0.0.1:8080}
     */
    public MarketClient(URI server, Credentials credentials) {
        this.server = server;
        this.tokens = new AccessTokens(transport, resolve("/oauth2/token"), credentials, System::nanoTime);
    }

    public URI server() {
        return server;
    }

    /** The HTTP client, for a WebSocket beside the calls. */
    public HttpClient http() {
        return transport.http();
    }

    /** A token that is good for some time yet. */
    public String token() throws IOException, InterruptedException {
        return tokens.current();
    }

    /** Says that the market did not take this token. */
    public void tokenRefused(String token) {
        tokens.refused(token);
    }

    /**
     * Asks.
     *
     * @param path below {@code /api/v1}, with its query
     */
    public <T> T get(String path, Class<T> answer) throws IOException, InterruptedException {
        return json(request(path).GET(), answer);
    }

    /** Posts a body. */
    public <T> T post(String path, Object body, Class<T> answer) throws IOException, InterruptedException {
        return post(path, body, Map.of(), answer);
    }

    /** Posts a body with further headers. */
    public <T> T post(String path, Object body, Map<String, String> headers, Class<T> answer)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        headers.forEach(request::header);
        return json(request.POST(BodyPublishers.ofByteArray(Json.bytes(body))), answer);
    }

    /** Changes parts. */
    public <T> T patch(String path, Object body, Class<T> answer) throws IOException, InterruptedException {
        return send("PATCH", path, body, answer);
    }

    /** Sets what is there. */
    public <T> T put(String path, Object body, Class<T> answer) throws IOException, InterruptedException {
        return send("PUT", path, body, answer);
    }

    private <T> T send(String method, String path, Object body, Class<T> answer)
            throws IOException, InterruptedException {
        return json(
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofByteArray(Json.bytes(body))),
                answer);
    }

    /** Stores a file's content. */
    public StoredFile upload(Path file) throws IOException, InterruptedException {
        return upload(BodyPublishers.ofFile(file), "application/octet-stream");
    }

    /** Stores the content of a CAR file. */
    public StoredFile uploadCar(Path car) throws IOException, InterruptedException {
        return upload(BodyPublishers.ofFile(car), CAR);
    }

    private StoredFile upload(BodyPublisher content, String type) throws IOException, InterruptedException {
        return json(
                request("/files")
                        .timeout(TRANSFER_TIMEOUT)
                        .header("Content-Type", type)
                        .POST(content),
                StoredFile.class);
    }

    /** Takes the stream that a call answers with; the stream is closed afterwards. */
    @FunctionalInterface
    public interface Receiver {
        void receive(InputStream in) throws IOException;
    }

    /** Fetches content as a CAR. What comes is not verified here. */
    public void downloadCar(Cid cid, Receiver receiver) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                authorized(request("/files/" + cid).header("Accept", CAR).GET(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw refusal(response.statusCode(), body);
            }
            receiver.receive(body);
        }
    }

    private <T> T json(HttpRequest.Builder request, Class<T> answer) throws IOException, InterruptedException {
        request.setHeader("Accept", "application/json, application/problem+json");
        HttpResponse<InputStream> response = authorized(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status < 200 || status > 299) {
                throw refusal(status, body);
            }
            return answer == Void.class ? null : Json.read(body, answer);
        } catch (Malformed e) {
            throw new MarketRefused(
                    response.statusCode(),
                    "the market's answer cannot be read: " + (e.field() + " " + e.getMessage()).strip());
        }
    }

    private <T> HttpResponse<T> authorized(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        String token = tokens.current();
        HttpResponse<T> response = transport.send(bearing(request, token), handler);
        if (response.statusCode() != 401) {
            return response;
        }
        if (response.body() instanceof InputStream unread) {
            unread.close();
        }
        tokens.refused(token);
        return transport.send(bearing(request, tokens.current()), handler);
    }

    private static HttpRequest bearing(HttpRequest.Builder request, String token) {
        return request.setHeader("Authorization", "Bearer " + token).build();
    }

    private static MarketRefused refusal(int status, InputStream body) throws IOException {
        String text = new String(body.readNBytes(MAX_PROBLEM), StandardCharsets.UTF_8);
        try {
            Problem problem = Json.read(text, Problem.class);
            if (problem.title() != null || problem.detail() != null) {
                return new MarketRefused(problem);
            }
        } catch (Malformed e) {
            // Not a problem document: a proxy or the server itself has answered.
            return status == NOT_FOUND ? MarketRefused.notThereYet(status) : new MarketRefused(status, meaning(status));
        }
        return new MarketRefused(status, meaning(status));
    }

    private static String meaning(int status) {
        return switch (status) {
            case 401 -> "the market does not accept these credentials";
            case 403 -> "this account's role does not allow it";
            case NOT_FOUND -> "the market does not know it (HTTP status 404)";
            case 413 -> "it is larger than the market takes";
            case 502, 503, 504 -> "the market is not ready (HTTP status " + status + ")";
            default -> "the market answered with HTTP status " + status;
        };
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(resolve(API + path)).timeout(TIMEOUT);
    }

    private URI resolve(String path) {
        String base = server.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
