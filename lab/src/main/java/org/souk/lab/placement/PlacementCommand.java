package org.souk.lab.placement;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.souk.lab.Output;
import org.souk.lab.Range;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code souk lab placement}: Souk's planner, and Fenzo where it was built, on the same nodes and tasks, in this process. */
@Command(
        name = "placement",
        sortOptions = false,
        description = {
            "Place tasks on nodes, with Souk's planner and, where it was built, with Netflix' Fenzo 1.0.1.",
            "",
            "Both get the same tasks in the same order, in ticks with a limited queue, and decide by CPU and memory"
                    + " only. First all tasks of the file on its nodes; then, for growing numbers of nodes of the same"
                    + " mix, a queue that is full at every tick while the oldest tasks end.",
            ""
        })
public final class PlacementCommand implements Callable<Integer> {
    private static final int MOST_NODES = 100_000;
    private static final String HOW_TO_COMPARE = "mvn -Pfenzo -DskipTests -pl lab/fenzo -am package";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--nodes",
            required = true,
            paramLabel = "FILE.csv[.gz]",
            description = "A table with the columns cpu_milli and memory_mib.")
    private Path nodes;

    @Option(names = "--tasks", required = true, paramLabel = "FILE.csv[.gz]", description = "Likewise.")
    private Path tasks;

    @Option(
            names = "--waiting",
            paramLabel = "N",
            description = "Tasks in the queue of a tick at most (default: ${DEFAULT-VALUE}).")
    private int waiting = 1000;

    @Option(
            names = "--growth",
            split = ",",
            paramLabel = "N",
            defaultValue = "500,1000,5000,10000",
            description = "Numbers of nodes (default: ${DEFAULT-VALUE}).")
    private List<Integer> growth;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Warm up for so long and measure for so long, each of the two on each number of nodes; what"
                    + " was begun is ended (default: ${DEFAULT-VALUE}).")
    private int seconds = 5;

    @Option(
            names = "--fenzo-good-enough",
            paramLabel = "FITNESS",
            description = "Let Fenzo stop looking at a node of this fitness, from 0 to 1 (default: it looks at all).")
    private Double goodEnough;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        check();
        Optional<Function<Machines, Placer>> peer = peer();
        List<Amount> machines = AmountTable.read(nodes);
        List<Amount> work = AmountTable.read(tasks);
        PlacementContest contest = new PlacementContest(machines, work, waiting, Duration.ofSeconds(seconds));

        PlacerReport souk = told("souk", machines.size(), contest.wholeFile(SoukPlacer::new));
        Optional<PlacerReport> fenzo = peer.map(on -> told("fenzo", machines.size(), contest.wholeFile(on)));
        List<PlacementReport.Growth> steps = new ArrayList<>();
        for (int count : growth) {
            PlacerReport ours = told("souk", count, contest.fullQueue(count, SoukPlacer::new));
            Optional<PlacerReport> theirs = peer.map(on -> told("fenzo", count, contest.fullQueue(count, on)));
            steps.add(PlacementReport.Growth.of(count, ours, theirs));
        }
        PlacementReport report = PlacementReport.of(machines.size(), work.size(), souk, fenzo, steps);
        output.report(report, PlacementCommand::print);
        return 0;
    }

    private Optional<Function<Machines, Placer>> peer() {
        Optional<PeerScheduler> found = PeerScheduler.found();
        if (found.isEmpty() && goodEnough != null) {
            throw new ParameterException(
                    spec.commandLine(), "--fenzo-good-enough needs Fenzo; build it by: " + HOW_TO_COMPARE);
        }
        if (found.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("souk lab: Souk alone; to compare it with Fenzo, build that by: " + HOW_TO_COMPARE);
        }
        OptionalDouble enough = goodEnough == null ? OptionalDouble.empty() : OptionalDouble.of(goodEnough);
        return found.map(peer -> machines -> peer.on(machines, enough));
    }

    private void check() {
        Range.check(spec, "--waiting", waiting, 1, 100_000);
        Range.check(spec, "--seconds", seconds, 0, 600);
        if (goodEnough != null) {
            Range.check(spec, "--fenzo-good-enough", goodEnough, 0, 1);
        }
        growth.forEach(count -> Range.check(spec, "--growth", count, 1, MOST_NODES));
    }

    private static PlacerReport told(String name, int nodes, PlacerReport report) {
        System.err.printf(
                "souk lab: %s on %d nodes: %.0f placements/s, %d ticks%n",
                name, nodes, report.placementsPerSecond(), report.ticks());
        return report;
    }

    private static void print(PlacementReport report) {
        System.out.printf("%d tasks on %d nodes%n%n", report.tasks(), report.nodes());
        System.out.printf(
                "%8s %-7s %14s %12s %12s %9s %8s%n",
                "nodes", "", "placements/s", "p50, ms", "p99, ms", "placed", report.ratio() == null ? "" : "ratio");
        print(report.nodes(), report.souk(), report.fenzo(), report.ratio());
        report.growth().forEach(step -> print(step.nodes(), step.souk(), step.fenzo(), step.ratio()));
    }

    private static void print(int nodes, PlacerReport souk, PlacerReport fenzo, Double ratio) {
        print(nodes, "souk", souk, ratio == null ? "" : String.format("%.1f", ratio));
        if (fenzo != null) {
            print(nodes, "fenzo", fenzo, "");
        }
    }

    private static void print(int nodes, String name, PlacerReport report, String ratio) {
        System.out.printf(
                "%8d %-7s %14.1f %12.1f %12.1f %9d %8s%n",
                nodes,
                name,
                report.placementsPerSecond(),
                report.tickMillis().p50(),
                report.tickMillis().p99(),
                report.placed(),
                ratio);
    }
}
