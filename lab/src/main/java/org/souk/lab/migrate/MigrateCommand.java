package org.souk.lab.migrate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.souk.cli.local.LocalMarket;
import org.souk.cli.local.LocalMarket.Member;
import org.souk.cli.local.SoukScript;
import org.souk.cli.local.Teardown;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.Output;
import org.souk.lab.Percentiles;
import org.souk.lab.PrivateMarket;
import org.souk.lab.Range;
import org.souk.protocol.rest.NodeBody;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.TariffBody;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code souk lab migrate}: moves running tasks between two agents through the market's bridge, and measures. */
@Command(
        name = "migrate",
        sortOptions = false,
        description = {
            "How long a task stands still when it moves to another node, and whether anybody can tell afterwards.",
            "",
            "It starts a control plane on a PostgreSQL and two agents, each a process of its own, in a temporary folder"
                    + " and on free ports. Each run submits a task that changes all of its heap again and again, moves it"
                    + " once while it runs, and waits for its end. The downtime is the time from when the program was"
                    + " taken out of its calls for the last time until it ran again at the other node. Output and fuel"
                    + " must be those of a run in one piece.",
            ""
        })
public final class MigrateCommand implements Callable<Integer> {
    private static final long DEPOSIT_MICROS = 1_000_000_000_000L;

    /** So that a node soon says that a program can move: that decides how long a run takes, not how long it stands still. */
    private static final Map<String, String> SETTINGS = Map.of("souk.scheduler.heartbeat", "PT1S");

    @Spec
    private CommandSpec spec;

    @Option(names = "--runs", paramLabel = "N", description = "Moves to measure (default: ${DEFAULT-VALUE}).")
    private int runs = 30;

    @Option(
            names = "--heap-mb",
            paramLabel = "MIB",
            description = "What the program works on, all of it random and changing (default: ${DEFAULT-VALUE}).")
    private int heapMib = 16;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Moves before, since machines that have just started are not what is asked for (default:"
                    + " ${DEFAULT-VALUE}).")
    private int warmUp = 4;

    @Option(names = "--keep", description = "Leave the temporary folder with all logs and data.")
    private boolean keep;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Range.check(spec, "--runs", runs, 1, 10_000);
        Range.check(spec, "--heap-mb", heapMib, 1, 1024);
        Range.check(spec, "--warm-up", warmUp, 0, 1000);
        SoukScript souk = SoukScript.ofThisProgram();
        try (Teardown teardown = new Teardown()) {
            Path folder = PrivateMarket.folder("souk-migrate-", keep, teardown);
            LocalMarket market =
                    PrivateMarket.start(souk, folder, SETTINGS, teardown).market();
            Member buyer = market.open("buyer", "buyer", DEPOSIT_MICROS);
            Member seller = market.open("seller", "seller", 0);
            OfferBody offer = new OfferBody(
                    new ResourcesBody(1000, (heapMib + 64L) << 20, 1L << 30),
                    new TariffBody(1_000, 10_000_000, 1_000),
                    false);
            List<Path> logs = List.of(
                    market.startNode(seller, "one", offer).log(),
                    market.startNode(seller, "two", offer).log());
            List<String> nodes = market.awaitNodes().stream().map(NodeBody::id).toList();
            Roaming roaming =
                    Roaming.prepare(buyer.client(), folder, souk.file("lab/programs/roam.wasm"), heapMib, logs);
            PrivateMarket.say("warming up with " + warmUp + " moves");
            travel(roaming, nodes, warmUp);
            PrivateMarket.say("measuring " + runs + " moves");
            return report(travel(roaming, nodes, runs));
        }
    }

    private static List<Roaming.Journey> travel(Roaming roaming, List<String> nodes, int times)
            throws IOException, InterruptedException {
        List<Roaming.Journey> journeys = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Roaming.Journey journey = roaming.travel(nodes);
            journeys.add(journey);
            PrivateMarket.say(
                    journey.failure().isEmpty()
                            ? String.format(
                                    Locale.ROOT,
                                    "%s stood still for %.1f ms",
                                    journey.task(),
                                    journey.downtime().toNanos() / 1e6)
                            : journey.task() + ": " + journey.failure());
        }
        return journeys;
    }

    private int report(List<Roaming.Journey> journeys) {
        List<Roaming.Journey> moved =
                journeys.stream().filter(journey -> journey.failure().isEmpty()).toList();
        if (moved.isEmpty()) {
            throw new ExperimentFailed("no task moved");
        }
        MigrateReport report = new MigrateReport(
                journeys.size(),
                MigrateReport.Downtime.of(new Percentiles(moved.stream()
                        .map(journey -> journey.downtime().toNanos() / 1e6)
                        .toList())),
                moved.stream().mapToLong(Roaming.Journey::snapshotBytes).max().orElse(0),
                moved.stream().allMatch(Roaming.Journey::sameOutput),
                moved.stream().allMatch(Roaming.Journey::sameFuel),
                journeys.size() - moved.size());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("moves", report.runs());
        figures.put("program stood still, median, ms", report.downtimeMillis().p50());
        figures.put(
                "program stood still, 99th percentile, ms",
                report.downtimeMillis().p99());
        figures.put("largest snapshot, bytes", report.snapshotBytes());
        figures.put("output as without a move", report.identicalOutput());
        figures.put("fuel as without a move", report.identicalFuel());
        figures.put("failures", report.failures());
        output.report(report, figures);
        return report.isFaultless() ? 0 : 1;
    }
}
