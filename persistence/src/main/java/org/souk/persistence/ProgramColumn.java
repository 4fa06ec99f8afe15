package org.souk.persistence;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.souk.core.common.ContentId;
import org.souk.core.task.TaskFile;
import org.souk.core.task.TaskSpec;

/** The part of a {@link TaskSpec} that only the program sees, as one JSON column: nobody searches by it. */
record ProgramColumn(
        List<String> arguments, Map<String, String> environment, List<TaskFile> inputs, List<String> outputs) {
    static String write(TaskSpec spec) {
        JsonObjectBuilder environment = JsonText.object();
        spec.environment().forEach(environment::add);
        return JsonText.object()
                .add("arguments", JsonText.texts(spec.arguments()))
                .add("environment", environment)
                .add("inputs", JsonText.objects(spec.inputs(), input -> JsonText.object()
                        .add("path", input.path())
                        .add("content", input.content().value())))
                .add("outputs", JsonText.texts(spec.outputs()))
                .build()
                .toString();
    }

    static ProgramColumn read(String json) {
        JsonObject program = JsonText.parse(json);
        Map<String, String> environment = new TreeMap<>();
        program.getJsonObject("environment")
                .forEach((name, value) -> environment.put(name, ((JsonString) value).getString()));
        return new ProgramColumn(
                JsonText.texts(program, "arguments"),
                environment,
                JsonText.objects(
                        program,
                        "inputs",
                        input -> new TaskFile(input.getString("path"), new ContentId(input.getString("content")))),
                JsonText.texts(program, "outputs"));
    }
}
