package org.souk.web.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.live.LiveNode;
import org.souk.core.matching.TrackRecord;
import org.souk.core.node.Availability;
import org.souk.core.node.Hardware;
import org.souk.core.node.NodeLoad;
import org.souk.core.node.Restrictions;
import org.souk.core.node.Terms;
import org.souk.core.pricing.Tariff;
import org.souk.core.units.Bytes;
import org.souk.core.units.Resources;

/**
 * A node as the console shows it.
 *
 * @param statusTone the style of its status: good, warn or off
 * @param sales what is for sale: how much of it is taken, how much free
 * @param terms its region, what its owner declares of it, its policy and its record, line by line
 * @param load what the machine does now; empty before its first heartbeat
 * @param sparkline see {@link Sparkline}
 * @param pool its pool's name, or empty
 * @param quarantine why and since when it is quarantined, or empty
 * @param notices what restricts its sale, now or soon
 * @param ceiling where the forecast's upper bound lies on the sparkline's canvas; empty without a forecast
 */
public record NodeCard(
        String id,
        String name,
        String owner,
        String status,
        String statusTone,
        String availability,
        String availabilityTone,
        String hardware,
        String software,
        String prices,
        List<String> terms,
        String tasks,
        List<Bar> sales,
        List<Bar> load,
        String sparkline,
        String ceiling,
        String forecast,
        String heard,
        String pool,
        String quarantine,
        List<String> notices) {

    static NodeCard of(LiveNode live, String owner, Instant now) {
        Hardware hardware = live.node().hardware();
        return new NodeCard(
                live.node().id().value(),
                live.node().name(),
                owner,
                live.connected() ? "Connected" : "Offline",
                live.connected() ? "good" : "off",
                isQuarantined(live) ? "Quarantined" : availability(live.node().availability()),
                isQuarantined(live) ? "bad" : live.node().availability() == Availability.ACTIVE ? "good" : "warn",
                hardware(hardware),
                hardware.isKnown()
                        ? "Java " + hardware.javaVersion() + ", agent " + hardware.agentVersion() + ", isolation "
                                + hardware.isolation()
                        : "",
                prices(live.node().offer().tariff()),
                terms(live),
                live.attempts() == 1 ? "1 task" : live.attempts() + " tasks",
                sales(live.reserved(), live.node().offer().forSale()),
                live.load().map(load -> load(load, hardware)).orElse(List.of()),
                Sparkline.points(live.history(), now),
                live.forecast().equals(LoadForecast.UNKNOWN)
                        ? ""
                        : Bar.number(100 - live.forecast().upperCpuPercent()),
                forecast(live.forecast()),
                heard(live.lastHeard(), now),
                live.node().offer().terms().pool().orElse(""),
                live.node()
                        .restrictions()
                        .quarantine()
                        .map(q -> "In quarantine since " + Display.time(q.since()) + ": " + q.reason() + ".")
                        .orElse(""),
                notices(live, now));
    }

    /** What restricts its sale, now or soon. */
    private static List<String> notices(LiveNode live, Instant now) {
        List<String> notices = new ArrayList<>();
        Restrictions restrictions = live.node().restrictions();
        live.node()
                .offer()
                .burst()
                .ifPresent(burst -> notices.add("Burst: "
                        + of(
                                Display.cores(live.burst().cpu()),
                                Display.cores(burst.resources().cpu()))
                        + " of CPU reserved, " + burst.discountPercent() + " % off."));
        restrictions
                .surplusUntil()
                .filter(now::isBefore)
                .ifPresent(until ->
                        notices.add("The offer was lowered: the surplus leaves by " + Display.time(until) + "."));
        restrictions
                .drainBy()
                .ifPresent(by -> notices.add("What still runs is given back at " + Display.time(by) + "."));
        restrictions
                .nextMaintenance(now)
                .ifPresent(window -> notices.add("Maintenance from " + Display.time(window.start()) + " to "
                        + Display.time(window.end())
                        + (window.weekly() ? ", every week." : ".")));
        return notices;
    }

    private static boolean isQuarantined(LiveNode live) {
        return live.node().restrictions().quarantine().isPresent();
    }

    private static String availability(Availability availability) {
        return switch (availability) {
            case ACTIVE -> "Selling";
            case DRAINING -> "Draining";
            case INACTIVE -> "Not selling";
        };
    }

    private static String hardware(Hardware hardware) {
        return hardware.isKnown()
                ? hardware.cpuModel() + ", " + hardware.cores() + " logical cores, " + Display.bytes(hardware.ram())
                        + " RAM, " + hardware.os() + " on " + hardware.architecture()
                : "Unknown until its agent connects for the first time.";
    }

    private static String prices(Tariff tariff) {
        return Display.money(tariff.perGigaFuel()) + " per G fuel, " + Display.money(tariff.perGibHourRam())
                + " per GiB-hour of RAM, " + Display.money(tariff.perGibHourStorage()) + " per GiB-hour of storage";
    }

    private static List<String> terms(LiveNode live) {
        Terms terms = live.node().offer().terms();
        List<String> lines = new ArrayList<>();
        terms.region().ifPresent(region -> lines.add("Region: " + region));
        if (!terms.attributes().isEmpty()) {
            lines.add("Attributes: "
                    + terms.attributes().entrySet().stream()
                            .map(attribute -> attribute.getKey() + "=" + attribute.getValue())
                            .collect(Collectors.joining(", ")));
        }
        terms.policy().ifPresent(policy -> lines.add("Sells where: " + policy));
        lines.add(record(live.record()));
        return lines;
    }

    private static String record(TrackRecord record) {
        return "Record: " + Display.percent(100 * record.reliability()) + " reliable"
                + (record.fuelPerSecond() == 0
                        ? ""
                        : String.format(Locale.ROOT, ", %.2f G fuel a second", record.fuelPerSecond() / 1e9))
                + (record.startSeconds() == 0
                        ? ""
                        : String.format(Locale.ROOT, ", starts in %.2f s", record.startSeconds()));
    }

    static List<Bar> sales(Resources reserved, Resources forSale) {
        return List.of(
                Bar.share(
                        "CPU",
                        of(Display.cores(reserved.cpu()), Display.cores(forSale.cpu())),
                        reserved.cpu().value(),
                        forSale.cpu().value()),
                size("RAM", reserved.ram(), forSale.ram()),
                size("Storage", reserved.storage(), forSale.storage()));
    }

    private static Bar size(String label, Bytes reserved, Bytes forSale) {
        return Bar.share(label, of(Display.bytes(reserved), Display.bytes(forSale)), reserved.count(), forSale.count());
    }

    private static String of(String reserved, String forSale) {
        return reserved + " of " + forSale;
    }

    private static List<Bar> load(NodeLoad load, Hardware hardware) {
        double ownRam = load.ownRamPercent(hardware.ram());
        return List.of(
                new Bar(
                        "CPU",
                        ownAndTasks(load.ownCpuPercent(), load.taskCpuPercent()),
                        load.ownCpuPercent(),
                        load.taskCpuPercent()),
                new Bar("RAM", ownAndTasks(ownRam, load.ramPercent() - ownRam), ownRam, load.ramPercent() - ownRam));
    }

    private static String ownAndTasks(double own, double tasks) {
        return Display.percent(own) + " own, " + Display.percent(tasks) + " tasks";
    }

    private static String forecast(LoadForecast forecast) {
        return forecast.equals(LoadForecast.UNKNOWN)
                ? "No forecast of the owner's load before the first heartbeat."
                : "Owner's CPU next: " + Display.percent(forecast.cpuPercent()) + ", hardly above "
                        + Display.percent(forecast.upperCpuPercent()) + " (" + forecast.model() + ")";
    }

    private static String heard(Optional<Instant> lastHeard, Instant now) {
        return lastHeard.map(at -> "heard of " + Display.ago(at, now)).orElse("never heard of");
    }
}
