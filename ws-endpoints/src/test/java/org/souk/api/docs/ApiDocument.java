package org.souk.api.docs;

import static org.souk.api.docs.Schemas.ordered;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.souk.api.http.Problems;
import org.souk.protocol.json.Json;
import org.souk.protocol.rest.Problem;
import org.souk.protocol.rest.TaskEvent;

/** Builds the OpenAPI document from the operations and the wire's records. */
final class ApiDocument {
    private static final String DESCRIPTION =
            "A marketplace for compute: submit WebAssembly tasks, sell machines, replay bills. Times are ISO 8601,"
                    + " sizes bytes, money micro-credits. Errors are problem details (RFC 9457) that name the offending"
                    + " field. Changes of tasks come over the WebSocket /api/ws/events as TaskEvent; agents speak over"
                    + " /api/ws/node.";
    private static final Map<Integer, String> ANSWERS = Map.of(200, "As asked", 201, "Made; Location says where it is");

    private final Schemas schemas = new Schemas(Operations.optionalFields());

    Map<String, Object> build() {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Operation operation : Operations.all()) {
            paths.computeIfAbsent(operation.path, path -> new LinkedHashMap<>())
                    .put(operation.method.toLowerCase(Locale.ROOT), describe(operation));
        }
        // No operation answers with it: it comes over the WebSocket.
        schemas.reference(TaskEvent.class);
        return ordered(
                "openapi",
                "3.0.3",
                "info",
                ordered("title", "Souk", "version", "v1", "description", DESCRIPTION),
                "servers",
                List.of(Map.of("url", "/api")),
                "paths",
                paths,
                "components",
                ordered(
                        "schemas",
                        schemas.all(),
                        "securitySchemes",
                        ordered(
                                "token",
                                ordered(
                                        "type",
                                        "http",
                                        "scheme",
                                        "bearer",
                                        "bearerFormat",
                                        "JWT",
                                        "description",
                                        "From /oauth2/token by client credentials; its groups are the roles"))));
    }

    private Map<String, Object> describe(Operation operation) {
        String roles =
                operation.roles.isEmpty() ? "" : "Needs one of the roles " + String.join(", ", operation.roles) + ".";
        Map<String, Object> described = ordered(
                "tags",
                List.of(operation.tag),
                "operationId",
                operation.id,
                "summary",
                operation.summary,
                "description",
                (operation.description + " " + roles).strip());
        if (!operation.parameters.isEmpty()) {
            described.put(
                    "parameters",
                    operation.parameters.stream().map(ApiDocument::parameter).toList());
        }
        if (!operation.request.isEmpty()) {
            described.put("requestBody", ordered("required", true, "content", content(operation.request)));
        }
        described.put("responses", responses(operation));
        if (!operation.roles.isEmpty()) {
            described.put("security", List.of(Map.of("token", List.of())));
        }
        return described;
    }

    private static Map<String, Object> parameter(Operation.Parameter parameter) {
        String type = parameter.example() instanceof Integer ? "integer" : "string";
        return ordered(
                "name",
                parameter.name(),
                "in",
                parameter.in(),
                "description",
                parameter.description(),
                "required",
                parameter.in().equals("path"),
                "schema",
                Map.of("type", type),
                "example",
                parameter.example());
    }

    private Map<String, Object> responses(Operation operation) {
        Map<Integer, String> failures = new LinkedHashMap<>();
        if (!operation.request.isEmpty() || !operation.parameters.isEmpty()) {
            failures.put(400, "A field will not do; 'field' names it");
        }
        if (!operation.roles.isEmpty()) {
            failures.put(401, "The token is missing, malformed or expired");
            failures.put(403, "The token has another role");
        }
        if (!operation.request.isEmpty()) {
            failures.put(413, "The body is too large");
            failures.put(415, "The body has another media type");
        }
        failures.put(500, "The market has failed; 'instance' is found in its log");
        failures.putAll(operation.problems);

        Map<String, Object> responses = new LinkedHashMap<>();
        operation.answers.forEach((status, contents) -> {
            Map<String, Object> response = ordered("description", ANSWERS.get(status));
            if (!contents.isEmpty()) {
                response.put("content", content(contents));
            }
            responses.put(Integer.toString(status), response);
        });
        failures.forEach((status, when) -> {
            String example = Json.write(Problems.of(status, when, null));
            responses.put(
                    Integer.toString(status),
                    ordered(
                            "description",
                            when,
                            "content",
                            content(List.of(new Operation.Content(Problems.MEDIA_TYPE, Problem.class, example)))));
        });
        return responses;
    }

    private Map<String, Object> content(List<Operation.Content> contents) {
        Map<String, Object> described = new LinkedHashMap<>();
        for (Operation.Content content : contents) {
            described.put(content.mediaType(), mediaType(content));
        }
        return described;
    }

    private Map<String, Object> mediaType(Operation.Content content) {
        if (content.type() == null) {
            boolean text = content.mediaType().startsWith("text/");
            return Map.of("schema", text ? Map.of("type", "string") : ordered("type", "string", "format", "binary"));
        }
        return ordered("schema", schemas.reference(content.type()), "example", Json.read(content.example(), Map.class));
    }
}
