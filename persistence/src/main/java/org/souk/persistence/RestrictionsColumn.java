package org.souk.persistence;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.souk.core.node.MaintenanceWindow;
import org.souk.core.node.Quarantine;
import org.souk.core.node.Restrictions;

/** {@link Restrictions} as one JSON column: nobody searches by them. What is absent is left out. */
final class RestrictionsColumn {
    private static final String SURPLUS_UNTIL = "surplusUntil";
    private static final String DRAIN_BY = "drainBy";
    private static final String MAINTENANCE = "maintenance";
    private static final String QUARANTINE = "quarantine";

    private RestrictionsColumn() {}

    static String write(Restrictions restrictions) {
        JsonObjectBuilder json = JsonText.object();
        restrictions.surplusUntil().ifPresent(until -> json.add(SURPLUS_UNTIL, until.toString()));
        restrictions.drainBy().ifPresent(by -> json.add(DRAIN_BY, by.toString()));
        if (!restrictions.maintenance().isEmpty()) {
            json.add(MAINTENANCE, JsonText.objects(restrictions.maintenance(), window -> JsonText.object()
                    .add("start", window.start().toString())
                    .add("end", window.end().toString())
                    .add("weekly", window.weekly())));
        }
        restrictions
                .quarantine()
                .ifPresent(quarantine -> json.add(
                        QUARANTINE,
                        JsonText.object()
                                .add("reason", quarantine.reason())
                                .add("since", quarantine.since().toString())));
        return json.build().toString();
    }

    static Restrictions read(String text) {
        JsonObject json = JsonText.parse(text);
        return new Restrictions(
                JsonText.text(json, SURPLUS_UNTIL).map(Instant::parse),
                JsonText.text(json, DRAIN_BY).map(Instant::parse),
                json.containsKey(MAINTENANCE)
                        ? JsonText.objects(json, MAINTENANCE, RestrictionsColumn::window)
                        : List.of(),
                Optional.ofNullable(json.getJsonObject(QUARANTINE))
                        .map(q -> new Quarantine(q.getString("reason"), Instant.parse(q.getString("since")))));
    }

    private static MaintenanceWindow window(JsonObject json) {
        return new MaintenanceWindow(
                Instant.parse(json.getString("start")),
                Instant.parse(json.getString("end")),
                json.getBoolean("weekly"));
    }
}
