package org.souk.persistence;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import org.souk.core.common.ContentId;
import org.souk.core.pricing.Usage;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.OutputFile;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;

/**
 * An {@link Ending} as one JSON column. JSON escapes what a node may have put into its texts and a database may refuse,
 * such as NUL characters.
 */
final class EndingColumn {
    private EndingColumn() {}

    static String write(Ending ending) {
        JsonObjectBuilder json = JsonText.object()
                .add("reason", ending.reason().name())
                .add("detail", ending.detail())
                .add("exitCode", ending.exitCode())
                .add("fuel", ending.usage().fuel().units())
                .add("wallNanos", ending.usage().wall().toNanos())
                .add("peakMemory", ending.usage().peakMemory().count())
                .add("outputs", JsonText.objects(ending.outputs(), output -> JsonText.object()
                        .add("path", output.path())
                        .add("content", output.content().value())
                        .add("size", output.size().count())));
        ending.stdout().ifPresent(stdout -> json.add("stdout", stdout.value()));
        ending.stderr().ifPresent(stderr -> json.add("stderr", stderr.value()));
        return json.build().toString();
    }

    static Ending read(String text) {
        JsonObject json = JsonText.parse(text);
        return new Ending(
                EndReason.valueOf(json.getString("reason")),
                json.getString("detail"),
                json.getInt("exitCode"),
                new Usage(
                        new Fuel(exact(json, "fuel")),
                        Duration.ofNanos(exact(json, "wallNanos")),
                        new Bytes(exact(json, "peakMemory"))),
                JsonText.objects(
                        json,
                        "outputs",
                        output -> new OutputFile(
                                output.getString("path"),
                                new ContentId(output.getString("content")),
                                new Bytes(exact(output, "size")))),
                JsonText.text(json, "stdout").map(ContentId::new),
                JsonText.text(json, "stderr").map(ContentId::new));
    }

    private static long exact(JsonObject json, String name) {
        return json.getJsonNumber(name).longValueExact();
    }
}
