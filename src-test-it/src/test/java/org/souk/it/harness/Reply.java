package org.souk.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import org.souk.protocol.json.Json;
import org.souk.protocol.rest.Problem;

/** What came back. */
public record Reply(String request, int status, HttpHeaders headers, byte[] body) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Reply of(HttpResponse<byte[]> response) {
        return new Reply(
                response.request().method() + " " + response.uri(),
                response.statusCode(),
                response.headers(),
                response.body());
    }

    public String text() {
        return new String(body, UTF_8);
    }

    /** This reply, if it has that status. */
    public Reply expect(int wanted) {
        assertThat(status).as("%s: %s", request, text()).isEqualTo(wanted);
        return this;
    }

    public <T> T as(Class<T> type) {
        assertThat(status).as("%s: %s", request, text()).isBetween(200, 299);
        return Json.read(text(), type);
    }

    public JsonNode json() {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(request + " did not answer with JSON but with " + text(), e);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public String field(String name) {
        return json().path(name).asText();
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The problem that the request was refused with; every refusal must be one. */
    public Problem refusal(int wanted) {
        expect(wanted);
        assertThat(header("Content-Type")).as(request).startsWith("application/problem+json");
        Problem problem = Json.read(text(), Problem.class);
        assertThat(problem.status()).as(request).isEqualTo(wanted);
        assertThat(problem.type()).as(request).startsWith("urn:souk:problem:");
        assertThat(problem.title()).as(request).isNotBlank();
        return problem;
    }

    /** The problem that names this field and says why. */
    public Problem refusal(int wanted, String field) {
        Problem problem = refusal(wanted);
        assertThat(problem.field()).as("%s: %s", request, problem.detail()).isEqualTo(field);
        assertThat(problem.detail()).as(request).isNotBlank();
        return problem;
    }
}
