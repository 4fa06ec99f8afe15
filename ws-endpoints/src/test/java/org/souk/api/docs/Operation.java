package org.souk.api.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One operation, as it is written down in {@link Operations}. */
final class Operation {
    /** A parameter that is text for OpenAPI. */
    record Parameter(String name, String in, String description, Object example) {}

    /**
     * A body: a record, or for other media types bytes.
     *
     * @param type null for bytes
     */
    record Content(String mediaType, Class<?> type, String example) {}

    final String method;
    final String path;
    final String id;
    final String summary;
    final String tag;
    final List<String> roles;
    final List<Parameter> parameters = new ArrayList<>();
    final List<Content> request = new ArrayList<>();
    final Map<Integer, List<Content>> answers = new LinkedHashMap<>();
    final Map<Integer, String> problems = new LinkedHashMap<>();
    String description = "";

    Operation(String method, String path, String id, String tag, String summary, String... roles) {
        this.method = method;
        this.path = path;
        this.id = id;
        this.tag = tag;
        this.summary = summary;
        this.roles = List.of(roles);
    }

    Operation says(String text) {
        description = text;
        return this;
    }

    Operation path(String name, String about, Object example) {
        parameters.add(new Parameter(name, "path", about, example));
        return this;
    }

    Operation query(String name, String about, Object example) {
        parameters.add(new Parameter(name, "query", about, example));
        return this;
    }

    Operation header(String name, String about, Object example) {
        parameters.add(new Parameter(name, "header", about, example));
        return this;
    }

    Operation pages() {
        return query("before", "The cursor: 'next' of the page before", "01jd8y0a3h9vqe6c7w2k5n4m1t")
                .query("limit", "Entries on a page, 1 to 500; 50 if absent", 50);
    }

    Operation takes(Class<?> type, String example) {
        request.add(new Content("application/json", type, example));
        return this;
    }

    Operation takesBytes(String... mediaTypes) {
        for (String mediaType : mediaTypes) {
            request.add(new Content(mediaType, null, null));
        }
        return this;
    }

    Operation answers(int status, Class<?> type, String example) {
        answers.put(status, List.of(new Content("application/json", type, example)));
        return this;
    }

    Operation answersBytes(int status, String... mediaTypes) {
        List<Content> contents = new ArrayList<>();
        for (String mediaType : mediaTypes) {
            contents.add(new Content(mediaType, null, null));
        }
        answers.put(status, contents);
        return this;
    }

    Operation fails(int status, String when) {
        problems.put(status, when);
        return this;
    }
}
