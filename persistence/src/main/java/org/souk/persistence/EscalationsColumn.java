package org.souk.persistence;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Optional;
import org.souk.core.task.Escalations;
import org.souk.core.task.Escalations.Action;
import org.souk.core.task.Escalations.Cause;
import org.souk.core.task.Escalations.Step;
import org.souk.core.task.Escalations.Trigger;
import org.souk.core.units.Money;

/** {@link Escalations} as one JSON column, null for the many tasks that have none: nobody searches by them. */
final class EscalationsColumn {
    private static final String STEPS = "steps";
    private static final String OFFER = "offerMicros";

    private EscalationsColumn() {}

    static String write(Escalations escalations) {
        if (escalations.steps().isEmpty()) {
            return null;
        }
        return JsonText.object()
                .add(STEPS, JsonText.objects(escalations.steps(), EscalationsColumn::json))
                .build()
                .toString();
    }

    private static JsonObjectBuilder json(Step step) {
        JsonObjectBuilder json = JsonText.object()
                .add("at", step.at().toString())
                .add("action", step.action().name())
                .add("trigger", step.cause().trigger().name())
                .add("level", step.cause().level())
                .add("measured", step.cause().measured())
                .add("threshold", step.cause().threshold());
        step.offer().ifPresent(offer -> json.add(OFFER, offer.micros()));
        return json;
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
                        json.getJsonNumber("threshold").doubleValue()),
                Optional.ofNullable(json.getJsonNumber(OFFER)).map(micros -> Money.ofMicros(micros.longValueExact())));
    }
}
