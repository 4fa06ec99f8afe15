package org.souk.lab.throughput;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.souk.cli.local.SoukScript;
import org.souk.cli.local.Teardown;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.Output;
import org.souk.lab.PrivateMarket;
import org.souk.lab.Range;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code souk lab throughput}: sets up a market of its own with a PostgreSQL of its own, measures, and takes all of it
 * down again.
 */
@Command(
        name = "throughput",
        sortOptions = false,
        description = {
            "Tasks a second from submission to settlement, and the time from submission to running.",
            "",
            "It starts a control plane on a PostgreSQL with default durability and some agents, each a process of its"
                    + " own, in a temporary folder and on free ports. The first phase submits no-op tasks as fast as"
                    + " they are taken; the second sends them at a steady rate.",
            ""
        })
public final class ThroughputCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--tasks", paramLabel = "N", description = "Of the first phase (default: ${DEFAULT-VALUE}).")
    private int tasks = 2000;

    @Option(names = "--nodes", paramLabel = "N", description = "Agents (default: ${DEFAULT-VALUE}).")
    private int nodes = 2;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Tasks before the first phase, since a market that has just started is not what is asked for"
                    + " (default: ${DEFAULT-VALUE}).")
    private int warmUp = 500;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "HTTP connections that submit (default: ${DEFAULT-VALUE}).")
    private int connections = 8;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Tasks in one request of the first phase (default: ${DEFAULT-VALUE}).")
    private int batch = 50;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Tasks a second in the second phase (default: ${DEFAULT-VALUE}).")
    private int rate = 20;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Length of the second phase (default: ${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Option(names = "--keep", description = "Leave the temporary folder with all logs and data.")
    private boolean keep;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        SoukScript souk = SoukScript.ofThisProgram();
        try (Teardown teardown = new Teardown()) {
            Path folder = PrivateMarket.folder("souk-throughput-", keep, teardown);
            PrivateMarket started = PrivateMarket.start(souk, folder, Map.of(), teardown);
            Measurement measurement =
                    Measurement.prepare(started.market(), nodes, souk.file("demo/bin/noop.wasm"), connections, batch);
            measurement.watchDescendants("PostgreSQL", started.database().pid());
            measurement.warmUp(warmUp);
            double tasksPerSecond = measurement.tasksPerSecond(tasks);
            ThroughputReport.Latency latency = measurement.submitToRunning(rate, seconds);
            Outcome outcome = measurement.outcome();
            report(
                    new ThroughputReport(
                            tasksPerSecond,
                            latency,
                            measurement.serverRssMb(),
                            measurement.idleAgentRssMb(),
                            outcome.lost(),
                            outcome.paidTwice()),
                    outcome);
            return outcome.isFaultless() ? 0 : 1;
        }
    }

    private void check() {
        Range.check(spec, "--tasks", tasks, 1, 1_000_000);
        Range.check(spec, "--nodes", nodes, 1, 1_000_000);
        Range.check(spec, "--warm-up", warmUp, 0, 1_000_000);
        Range.check(spec, "--connections", connections, 1, 1_000_000);
        Range.check(spec, "--batch", batch, 1, 1_000_000);
        Range.check(spec, "--rate", rate, 1, 1_000_000);
        Range.check(spec, "--seconds", seconds, 1, 1_000_000);
    }

    private void report(ThroughputReport report, Outcome outcome) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("tasks a second, submission to settlement", report.tasksPerSecond());
        figures.put(
                "submission to running, median, ms",
                report.submitToRunningMillis().p50());
        figures.put(
                "submission to running, 99th percentile, ms",
                report.submitToRunningMillis().p99());
        figures.put("memory of the server, MB", report.serverRssMb());
        figures.put("memory of an idle agent, MB", report.agentRssMb());
        figures.put("tasks lost", report.lost());
        figures.put("tasks paid twice", report.paidTwice());
        output.report(report, figures);
        if (!outcome.isFaultless()) {
            throw new ExperimentFailed("the market's books are not in order: " + outcome);
        }
    }

    static void say(String text) {
        PrivateMarket.say(text);
    }
}
