package org.souk.persistence;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.souk.core.common.ContentId;
import org.souk.core.common.MigrationId;
import org.souk.core.common.NodeId;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Segment;
import org.souk.core.pricing.Share;
import org.souk.core.pricing.Tariff;
import org.souk.core.task.Attempt;
import org.souk.core.task.Checkpoint;
import org.souk.core.task.Journey;
import org.souk.core.task.OngoingMigration;
import org.souk.core.task.PastMigration;
import org.souk.core.task.Task;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;

/**
 * A {@link Journey}, and where in it the present attempt begins, as one JSON column, null for the many tasks that never
 * left their first node and were never saved: nobody searches by it. The key has a column of its own.
 */
final class JourneyColumn {
    private static final String SHARES = "shares";

    private JourneyColumn() {}

    static String write(Task task) {
        Journey journey = task.journey();
        Position begin = task.current().map(Attempt::begin).orElse(Position.START);
        if (begin.equals(Position.START)
                && journey.equals(journey.snapshotKey().map(Journey.NONE::keyed).orElse(Journey.NONE))) {
            return null;
        }
        JsonObjectBuilder json = JsonText.object()
                .add("begin", position(begin))
                .add("segments", JsonText.objects(journey.segments(), JourneyColumn::segment))
                .add("highest", journey.highest())
                .add("targets", journey.targets())
                .add(
                        "visited",
                        JsonText.texts(journey.visited().stream()
                                .map(NodeId::value)
                                .sorted()
                                .toList()))
                .add("past", JsonText.objects(journey.past(), JourneyColumn::past));
        journey.checkpoint().ifPresent(checkpoint -> json.add("checkpoint", checkpoint(checkpoint)));
        journey.move().ifPresent(move -> json.add("move", move(move)));
        return json.build().toString();
    }

    static Journey read(String text, String snapshotKey) {
        Optional<String> key = Optional.ofNullable(snapshotKey);
        if (text == null) {
            return key.map(Journey.NONE::keyed).orElse(Journey.NONE);
        }
        JsonObject json = JsonText.parse(text);
        List<NodeId> visited =
                JsonText.texts(json, "visited").stream().map(NodeId::new).toList();
        return new Journey(
                key,
                JsonText.objects(json, "segments", JourneyColumn::segment),
                part(json, "checkpoint").map(JourneyColumn::checkpoint),
                part(json, "move").map(JourneyColumn::move),
                json.getInt("highest"),
                json.getInt("targets"),
                new HashSet<>(visited),
                JsonText.objects(json, "past", JourneyColumn::past));
    }

    static Position readBegin(String text) {
        return text == null ? Position.START : position(JsonText.parse(text).getJsonObject("begin"));
    }

    static String writeShares(List<Share> shares) {
        return shares.isEmpty()
                ? null
                : JsonText.object()
                        .add(SHARES, JsonText.objects(shares, share -> segment(share.segment())
                                .add("charged", share.charged().micros())
                                .add("fee", share.fee().micros())
                                .add("paid", share.paid().micros())))
                        .build()
                        .toString();
    }

    static List<Share> readShares(String text) {
        return text == null
                ? List.of()
                : JsonText.objects(
                        JsonText.parse(text),
                        SHARES,
                        json -> new Share(
                                segment(json), money(json, "charged"), money(json, "fee"), money(json, "paid")));
    }

    private static Optional<JsonObject> part(JsonObject json, String name) {
        return Optional.ofNullable(json.getJsonObject(name));
    }

    private static JsonObjectBuilder position(Position position) {
        return JsonText.object()
                .add("fuel", position.fuel().units())
                .add("ranNanos", position.ran().toNanos());
    }

    private static Position position(JsonObject json) {
        return new Position(new Fuel(number(json, "fuel")), Duration.ofNanos(number(json, "ranNanos")));
    }

    private static JsonObjectBuilder tariff(Tariff tariff) {
        return JsonText.object()
                .add("gigaFuel", tariff.perGigaFuel().micros())
                .add("gibHourRam", tariff.perGibHourRam().micros())
                .add("gibHourStorage", tariff.perGibHourStorage().micros());
    }

    private static Tariff tariff(JsonObject json) {
        return new Tariff(money(json, "gigaFuel"), money(json, "gibHourRam"), money(json, "gibHourStorage"));
    }

    private static JsonObjectBuilder segment(Segment segment) {
        return JsonText.object()
                .add("attempt", segment.attempt())
                .add("node", segment.node().value())
                .add("tariff", tariff(segment.tariff()))
                .add("from", position(segment.from()))
                .add("to", position(segment.to()));
    }

    private static Segment segment(JsonObject json) {
        return new Segment(
                json.getInt("attempt"),
                node(json, "node"),
                tariff(json.getJsonObject("tariff")),
                position(json.getJsonObject("from")),
                position(json.getJsonObject("to")));
    }

    private static JsonObjectBuilder checkpoint(Checkpoint checkpoint) {
        return JsonText.object()
                .add("attempt", checkpoint.attempt())
                .add("content", checkpoint.content().value())
                .add("size", checkpoint.size().count())
                .add("at", position(checkpoint.at()))
                .add("takenAt", checkpoint.takenAt().toString());
    }

    private static Checkpoint checkpoint(JsonObject json) {
        return new Checkpoint(
                json.getInt("attempt"),
                new ContentId(json.getString("content")),
                new Bytes(number(json, "size")),
                position(json.getJsonObject("at")),
                time(json, "takenAt"));
    }

    private static JsonObjectBuilder move(OngoingMigration move) {
        Attempt target = move.target();
        return JsonText.object()
                .add("id", move.id().value())
                .add("secret", move.secret())
                .add("number", target.number())
                .add("node", target.node().value())
                .add("tariff", tariff(target.tariff()))
                .add("fuelLimit", target.fuelLimit().units())
                .add("burst", target.burst())
                .add("why", move.why())
                .add("plannedAt", move.plannedAt().toString())
                .add("until", move.until().toString());
    }

    private static OngoingMigration move(JsonObject json) {
        Instant planned = time(json, "plannedAt");
        Attempt target = new Attempt(
                json.getInt("number"),
                node(json, "node"),
                tariff(json.getJsonObject("tariff")),
                new Fuel(number(json, "fuelLimit")),
                planned,
                json.getBoolean("burst"));
        return new OngoingMigration(
                new MigrationId(json.getString("id")),
                json.getString("secret"),
                target,
                json.getString("why"),
                planned,
                time(json, "until"));
    }

    private static JsonObjectBuilder past(PastMigration move) {
        return JsonText.object()
                .add("from", move.from().value())
                .add("to", move.to().value())
                .add("why", move.why())
                .add("plannedAt", move.plannedAt().toString())
                .add("endedAt", move.endedAt().toString())
                .add("failure", move.failure())
                .add("at", position(move.at()))
                .add("snapshot", move.snapshot().count())
                .add("stoodStillNanos", move.stoodStill().toNanos());
    }

    private static PastMigration past(JsonObject json) {
        return new PastMigration(
                node(json, "from"),
                node(json, "to"),
                json.getString("why"),
                time(json, "plannedAt"),
                time(json, "endedAt"),
                json.getString("failure"),
                position(json.getJsonObject("at")),
                new Bytes(number(json, "snapshot")),
                Duration.ofNanos(number(json, "stoodStillNanos")));
    }

    private static NodeId node(JsonObject json, String name) {
        return new NodeId(json.getString(name));
    }

    private static Instant time(JsonObject json, String name) {
        return Instant.parse(json.getString(name));
    }

    private static Money money(JsonObject json, String name) {
        return Money.ofMicros(number(json, name));
    }

    private static long number(JsonObject json, String name) {
        return json.getJsonNumber(name).longValueExact();
    }
}
