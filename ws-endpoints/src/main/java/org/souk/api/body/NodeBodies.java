package org.souk.api.body;

import static org.souk.api.body.Fields.present;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.InvalidRequest;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.live.LiveNode;
import org.souk.core.matching.TrackRecord;
import org.souk.core.node.Availability;
import org.souk.core.node.Burst;
import org.souk.core.node.Hardware;
import org.souk.core.node.MaintenanceWindow;
import org.souk.core.node.Node;
import org.souk.core.node.NodeLoad;
import org.souk.core.node.Offer;
import org.souk.core.node.Restrictions;
import org.souk.core.node.Terms;
import org.souk.core.nodes.NodeChange;
import org.souk.core.nodes.PoolTotals;
import org.souk.core.pricing.Tariff;
import org.souk.core.units.Bytes;
import org.souk.core.units.Money;
import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.BurstBody;
import org.souk.protocol.rest.HardwareBody;
import org.souk.protocol.rest.LoadBody;
import org.souk.protocol.rest.MaintenanceBody;
import org.souk.protocol.rest.NodeBody;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.PoolBody;
import org.souk.protocol.rest.QuarantineBody;
import org.souk.protocol.rest.TariffBody;
import org.souk.protocol.rest.TrackRecordBody;

/** Nodes on the wire. */
public final class NodeBodies {
    private static final int MAX_TEXT = 200;

    private NodeBodies() {}

    /** @throws InvalidRequest naming the first field that will not do */
    public static Offer offer(OfferBody body) {
        present("offer", body);
        TariffBody tariff = present("offer.tariff", body.tariff());
        return new Offer(
                Fields.resources("offer.resources", body.resources()),
                new Tariff(
                        Money.ofMicros(tariff.perGigaFuelMicros()),
                        Money.ofMicros(tariff.perGibHourRamMicros()),
                        Money.ofMicros(tariff.perGibHourStorageMicros())),
                body.yieldToOwner(),
                terms(body),
                Optional.ofNullable(body.burst()).map(NodeBodies::burst));
    }

    private static Terms terms(OfferBody body) {
        Map<String, String> attributes = body.attributes() == null ? Map.of() : body.attributes();
        attributes.forEach((name, value) -> present("offer.attributes." + name, value));
        return new Terms(
                Optional.ofNullable(body.policy()),
                attributes,
                Optional.ofNullable(body.region()),
                Optional.ofNullable(body.pool()));
    }

    private static Burst burst(BurstBody body) {
        return new Burst(Fields.resources("offer.burst.resources", body.resources()), body.discountPercent());
    }

    public static OfferBody body(Offer offer) {
        return new OfferBody(
                Fields.body(offer.forSale()),
                new TariffBody(
                        offer.tariff().perGigaFuel().micros(),
                        offer.tariff().perGibHourRam().micros(),
                        offer.tariff().perGibHourStorage().micros()),
                offer.yieldToOwner(),
                offer.terms().pool().orElse(null),
                offer.burst()
                        .map(burst -> new BurstBody(Fields.body(burst.resources()), burst.discountPercent()))
                        .orElse(null),
                offer.terms().policy().orElse(null),
                offer.terms().attributes().isEmpty() ? null : offer.terms().attributes(),
                offer.terms().region().orElse(null));
    }

    public static Availability availability(AvailabilityName name) {
        return switch (name) {
            case ACTIVE -> Availability.ACTIVE;
            case DRAINING -> Availability.DRAINING;
            case INACTIVE -> Availability.INACTIVE;
        };
    }

    public static AvailabilityName name(Availability availability) {
        return switch (availability) {
            case ACTIVE -> AvailabilityName.ACTIVE;
            case DRAINING -> AvailabilityName.DRAINING;
            case INACTIVE -> AvailabilityName.INACTIVE;
        };
    }

    /** @throws InvalidRequest naming the first field that will not do */
    public static Hardware hardware(HardwareBody body) {
        present("hardware", body);
        if (body.cores() < 1) {
            throw new InvalidRequest("hardware.cores", "must be at least 1");
        }
        return new Hardware(
                text("hardware.os", body.os()),
                text("hardware.architecture", body.architecture()),
                text("hardware.cpuModel", body.cpuModel()),
                body.cores(),
                new Bytes(Fields.notNegative("hardware.ramBytes", body.ramBytes())),
                new Bytes(Fields.notNegative("hardware.diskBytes", body.diskBytes())),
                text("hardware.javaVersion", body.javaVersion()),
                text("hardware.agentVersion", body.agentVersion()),
                isolation(body.isolation()));
    }

    private static String isolation(String level) {
        return level == null ? Hardware.JVM : text("hardware.isolation", level);
    }

    private static String text(String field, String value) {
        present(field, value);
        if (value.length() > MAX_TEXT || value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidRequest(
                    field, "is longer than " + MAX_TEXT + " characters or contains a control character");
        }
        return value;
    }

    /** @throws InvalidRequest naming the first field that will not do */
    public static NodeChange change(org.souk.protocol.rest.NodeChange body) {
        return new NodeChange(
                Optional.ofNullable(body.offer()).map(NodeBodies::offer),
                Optional.ofNullable(body.availability()).map(NodeBodies::availability),
                Optional.ofNullable(body.graceSeconds()).map(NodeBodies::grace),
                Optional.ofNullable(body.drainBy()),
                Optional.ofNullable(body.maintenance()).map(NodeBodies::windows));
    }

    private static Duration grace(long seconds) {
        return Duration.ofSeconds(Fields.notNegative("graceSeconds", seconds));
    }

    private static List<MaintenanceWindow> windows(List<MaintenanceBody> bodies) {
        List<MaintenanceWindow> windows = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            String field = "maintenance[" + i + "]";
            MaintenanceBody body = present(field, bodies.get(i));
            windows.add(new MaintenanceWindow(
                    present(field + ".start", body.start()),
                    present(field + ".end", body.end()),
                    Boolean.TRUE.equals(body.weekly())));
        }
        return windows;
    }

    public static PoolBody body(PoolTotals pool) {
        return new PoolBody(
                pool.pool(),
                pool.nodes(),
                pool.selling(),
                Fields.body(pool.forSale()),
                Fields.body(pool.reserved()),
                Fields.body(pool.burstForSale()),
                Fields.body(pool.burstReserved()));
    }

    /** @param now to leave out what is over */
    public static NodeBody body(LiveNode live, Instant now) {
        Node node = live.node();
        Restrictions restrictions = node.restrictions();
        return new NodeBody(
                node.id().value(),
                node.owner().value(),
                node.name(),
                live.connected(),
                name(node.availability()),
                body(node.offer()),
                Fields.body(live.reserved()),
                live.attempts(),
                node.hardware().isKnown() ? body(node.hardware()) : null,
                node.enrolledAt(),
                lastSeen(live).orElse(null),
                live.load().map(load -> body(load, live.forecast())).orElse(null),
                Fields.body(live.burst()),
                restrictions.surplusUntil().filter(now::isBefore).orElse(null),
                restrictions.drainBy().orElse(null),
                restrictions.maintenance().stream()
                        .filter(window -> window.next(now).isPresent())
                        .map(window -> new MaintenanceBody(window.start(), window.end(), window.weekly()))
                        .toList(),
                restrictions
                        .quarantine()
                        .map(quarantine -> new QuarantineBody(quarantine.reason(), quarantine.since()))
                        .orElse(null),
                body(live.record()));
    }

    private static TrackRecordBody body(TrackRecord record) {
        return new TrackRecordBody(
                record.reliability(), measured(record.fuelPerSecond()), measured(record.startSeconds()));
    }

    private static Double measured(double value) {
        return value == 0 ? null : value;
    }

    private static Optional<Instant> lastSeen(LiveNode live) {
        return live.lastHeard().or(() -> live.node().lastSeen());
    }

    private static HardwareBody body(Hardware hardware) {
        return new HardwareBody(
                hardware.os(),
                hardware.architecture(),
                hardware.cpuModel(),
                hardware.cores(),
                hardware.ram().count(),
                hardware.disk().count(),
                hardware.javaVersion(),
                hardware.agentVersion(),
                hardware.isolation());
    }

    private static LoadBody body(NodeLoad load, LoadForecast forecast) {
        return new LoadBody(
                load.at(),
                load.cpuPercent(),
                load.ramPercent(),
                load.taskCpuPercent(),
                load.taskRam().count(),
                forecast.cpuPercent(),
                forecast.upperCpuPercent(),
                forecast.ramPercent(),
                forecast.upperRamPercent(),
                forecast.model());
    }
}
