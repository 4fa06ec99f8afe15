package org.souk.persistence;

import jakarta.json.JsonObject;
import java.time.Instant;
import org.souk.core.task.Escalations;
import org.souk.core.task.Escalations.Action;
import org.souk.core.task.Escalations.Cause;
import org.souk.core.task.Escalations.Step;
import org.souk.core.task.Escalations.Trigger;

/** {@link Escalations} as one JSON column, null for the many tasks that have none: nobody searches by them. */
final class EscalationsColumn {
    private static final String STEPS = "steps";

    private EscalationsColumn() {}

    static String write(Escalations escalations) {
        if (escalations.steps().isEmpty()) {
            return null;
        }
        return JsonText.object()
                .add(STEPS, JsonText.objects(escalations.steps(), step -> JsonText.object()
                        .add("at", step.at().toString())
                        .add("action", step.action().name())
                        .add("trigger", step.cause().trigger().name())
                        .add("level", step.cause().level())
                        .add("measured", step.cause().measured())
                        .add("threshold", step.cause().threshold())))
                .build()
                .toString();
    }

    static Escalations read(String text) {
        return text == null
                ? Escalations.NONE
                : new Escalations(JsonText.objects(JsonText.parse(text), STEPS, EscalationsColumn::step));
    }

    private static Step step(JsonObject json) {
        return new Step(
                Instant.parse(json.getString("at")),
                Action.valueOf(json.getString("action")),
                new Cause(
                        Trigger.valueOf(json.getString("trigger")),
                        json.getInt("level"),
                        json.getJsonNumber("measured").doubleValue(),
                        json.getJsonNumber("threshold").doubleValue()));
    }
}
