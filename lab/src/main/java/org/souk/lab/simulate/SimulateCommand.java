package org.souk.lab.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.souk.lab.Output;
import org.souk.lab.Range;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code souk lab simulate}: replays a trace in virtual time under one policy after the other. */
@Command(
        name = "simulate",
        sortOptions = false,
        description = {
            "Replay a workload trace in virtual time, on one pool of the trace's processors.",
            "",
            "Policies: souk is the product's own planner; fcfs, sjf and edf serve one queue whose head blocks, by arrival, estimate or deadline; easy is"
                    + " EASY backfilling. All get the same estimates: the requested time, or the run time where it is"
                    + " missing. No job is killed for running longer.",
            "",
            "Deadlines: a policy that promises is counted by its promises and those that it broke, any other by the"
                    + " deadlines that it met and those that it missed.",
            ""
        })
public final class SimulateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--trace",
            required = true,
            paramLabel = "FILE.swf[.gz]",
            description = "In the Standard Workload Format.")
    private Path trace;

    @Option(
            names = "--policy",
            split = ",",
            paramLabel = "NAME",
            description = "One or more (default: ${DEFAULT-VALUE}).",
            defaultValue = "souk,fcfs,sjf,easy,edf")
    private List<String> policies;

    @Option(
            names = "--compress",
            paramLabel = "F",
            description = "Multiply submit times; below 1 the load is higher (default: ${DEFAULT-VALUE}).")
    private double compress = 1;

    @Option(
            names = "--deadlines",
            paramLabel = DeadlineDraw.FORMAT,
            converter = DeadlineDrawConverter.class,
            description = "Give each job a deadline: submission + estimate × a factor drawn from LO to HI.")
    private DeadlineDraw deadlines;

    @Option(
            names = "--preemption-cost",
            paramLabel = "SECONDS",
            description = "For so long a resumed job holds its processors before it goes on"
                    + " (default: ${DEFAULT-VALUE}).")
    private double preemptionCost;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        check();
        policies.forEach(Policies::named);
        Workload workload = workload();
        Map<String, PolicyReport> reports = new LinkedHashMap<>();
        for (String name : policies) {
            PolicyReport report = replay(workload, Policies.named(name), Math.round(preemptionCost * 1000));
            reports.put(name, report);
            say("%s: mean bounded slowdown %.1f, in %.1f s", name, report.meanBoundedSlowdown(), report.wallSeconds());
        }
        SimulationReport report =
                new SimulationReport(workload.trace(), workload.jobs().size(), workload.processors(), reports);
        output.report(report, SimulateCommand::print);
        return 0;
    }

    private void check() {
        if (!(compress > 0 && compress <= 1000)) {
            throw new ParameterException(spec.commandLine(), "--compress must be above 0 and at most 1000");
        }
        Range.check(spec, "--preemption-cost", preemptionCost, 0, 1_000_000);
    }

    private Workload workload() throws IOException {
        Workload read = SwfReader.read(trace);
        if (read.skipped() > 0) {
            say(
                    "%d jobs of the trace are left out: they have no run time or no processors, or do not fit into the"
                            + " pool",
                    read.skipped());
        }
        Workload compressed = read.compressed(compress);
        return deadlines == null ? compressed : deadlines.of(compressed);
    }

    static PolicyReport replay(Workload workload, Policy policy, long preemptionCostMillis) {
        long begun = System.nanoTime();
        List<JobOutcome> outcomes = new Replay(workload, policy, preemptionCostMillis).run();
        Duration wall = Duration.ofNanos(System.nanoTime() - begun);
        return PolicyReport.of(outcomes, workload.processors(), policy.promisesDeadlines(), wall);
    }

    private static void print(SimulationReport report) {
        System.out.printf("%s: %d jobs on %d processors%n%n", report.trace(), report.jobs(), report.processors());
        System.out.printf(
                "%-8s %14s %12s %12s %8s %14s %10s %8s %11s%n",
                "policy",
                "mean slowdown",
                "p95",
                "wait, s",
                "utilized",
                "makespan, s",
                "deadlines",
                "missed",
                "preemptions");
        report.policies()
                .forEach((name, figures) -> System.out.printf(
                        "%-8s %14.1f %12.1f %12.0f %7.1f%% %14.0f %10d %7.1f%% %11d%n",
                        name,
                        figures.meanBoundedSlowdown(),
                        figures.p95BoundedSlowdown(),
                        figures.meanWaitSeconds(),
                        figures.utilization() * 100,
                        figures.makespanSeconds(),
                        figures.deadlinesAccepted(),
                        figures.deadlineMissRatio() * 100,
                        figures.preemptions()));
    }

    private static void say(String format, Object... values) {
        System.err.printf("souk lab: " + format + "%n", values);
    }
}
