package org.souk.lab.heartbeats;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.souk.core.forecast.LoadHistory;
import org.souk.lab.Output;
import org.souk.lab.Range;
import org.souk.lab.heartbeats.HeartbeatTrial.Course;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code souk lab heartbeats}: a market with many nodes, in this process. */
@Command(
        name = "heartbeats",
        sortOptions = false,
        description = {
            "Measure what a heartbeat costs the market, and how long a snapshot for the planner takes.",
            "",
            "The market is the server's, on stores in memory, with its planner at work: each node names all its"
                    + " attempts, which run and can be moved, every 5 s of a clock that is moved by hand. 300 tasks"
                    + " wait that fit nowhere, and buyers submit and cancel others. Time on the wire, for JSON and in"
                    + " a database is not in it.",
            ""
        })
public final class HeartbeatsCommand implements Callable<Integer> {
    private static final int MOST_NODES = 100_000;
    private static final int MOST_ATTEMPTS = 1_000_000;
    private static final int ROUNDS = 20;
    private static final int HEARTBEATS = 20_000;
    private static final Duration MEASURED = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Option(names = "--nodes", paramLabel = "N", description = "Nodes that are connected (default: ${DEFAULT-VALUE}).")
    private int nodes = 10_000;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            description = "Attempts that they hold together (default: ${DEFAULT-VALUE}).")
    private int attempts = 40_000;

    @Option(
            names = "--history",
            paramLabel = "N",
            description = "Loads of each node that are known when the measurement begins; the market remembers "
                    + LoadHistory.CAPACITY + " (default: ${DEFAULT-VALUE}).")
    private int history = 100;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws InterruptedException {
        Range.check(spec, "--nodes", nodes, 1, MOST_NODES);
        Range.check(spec, "--attempts", attempts, 0, MOST_ATTEMPTS);
        Range.check(spec, "--history", history, 1, LoadHistory.CAPACITY);
        System.err.printf("souk lab: %d nodes with %d attempts begin%n", nodes, attempts);
        MarketOnHeap heap = new MarketOnHeap(nodes, attempts);
        System.err.printf("souk lab: %d rounds of warm-up, and the measurement%n", history);
        HeartbeatTrial trial = new HeartbeatTrial(heap, new Course(history, ROUNDS, HEARTBEATS, MEASURED));
        HeartbeatsReport report = trial.run();
        System.err.printf(
                "souk lab: %d heartbeats beside %d plans; nodes were given %d orders%n",
                trial.sent(), trial.plans(), heap.orders());
        output.report(report, figures(report));
        return 0;
    }

    private static Map<String, Object> figures(HeartbeatsReport report) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("nodes", report.nodes());
        figures.put("attempts", report.attempts());
        figures.put("CPU time of a heartbeat, µs", report.cpuMicrosPerHeartbeat());
        figures.put("a snapshot, median, ms", report.snapshotMillis());
        return figures;
    }
}
