package org.souk.lab.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.TrainingOrder;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.Output;
import org.souk.lab.Range;
import org.souk.ml.LoadTraining;
import org.souk.ml.StoredModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code souk lab forecast}: all forecasters on measured loads, and what the market would have forecast. */
@Command(
        name = "forecast",
        sortOptions = false,
        description = {
            "Forecast the loads of a file, 1 and 6 steps of five minutes ahead.",
            "",
            "The file is cut by time, on one clock for all nodes: models learn from the first 60 %, are judged on the next"
                    + " 20 % and tested on the last 20 %, which the champion goes through step by step, as a server would."
                    + " Everything is scored on the same windows: 24 steps back and 12 ahead, without a gap, in the last"
                    + " 20 % as a whole. Medians and intervals are between 0 and 100.",
            ""
        })
public final class ForecastCommand implements Callable<Integer> {
    private static final long FIRST_SEED = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE.csv[.gz]",
            description =
                    "A table with the columns node, epoch_seconds, cpu_pct and ram_pct; an empty value is missing.")
    private Path data;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description =
                    "Train so many times with other seeds, and tell each one's errors (default: ${DEFAULT-VALUE}).")
    private int seeds = 1;

    @Option(
            names = "--cpu-budget",
            paramLabel = "SECONDS",
            description = "Of CPU time for one training (default: ${DEFAULT-VALUE}).")
    private int cpuBudget = 120;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Range.check(spec, "--seeds", seeds, 1, 20);
        Range.check(spec, "--cpu-budget", cpuBudget, 1, 3600);
        LoadFile file = LoadTable.read(data);
        List<ForecastReport.Seed> bySeed = new ArrayList<>();
        ForecastReport first = null;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
            ForecastReport report = report(file, seed);
            bySeed.add(seed(seed, report));
            first = first == null ? report : first;
        }
        output.report(seeds == 1 ? first : first.withSeeds(bySeed), ForecastCommand::print);
        return 0;
    }

    private ForecastReport report(LoadFile file, long seed) throws InterruptedException {
        LoadTraining trainer = new LoadTraining();
        TrainingOrder order = new TrainingOrder(file.judgeFrom(), file.testFrom(), Duration.ofSeconds(cpuBudget), seed);
        System.err.printf(
                "souk lab: %d nodes; training with seed %d%n", file.nodes().size(), seed);
        StoredModel model = trainer.train(file.series(), order);
        double trained = model.training().cpu().toMillis() / 1000.0;
        System.err.printf("souk lab: trained within %.1f CPU s; forecasting step by step%n", trained);
        Rehearsal cpu = rehearsed(file, LoadKind.CPU, model);
        if (cpu.windows() == 0) {
            throw new ExperimentFailed(
                    data + ": the last fifth of its time has no window of 36 steps of CPU without a gap");
        }
        Rehearsal ram = file.has(LoadKind.RAM) ? rehearsed(file, LoadKind.RAM, model) : null;
        boolean ramScored = ram != null && ram.windows() > 0;
        Fleet.Cost cost = new Fleet(file, trainer, model.bytes()).measure();
        return new ForecastReport(
                file.count(),
                cpu.windows(),
                file.stepSeconds(),
                cpu.errors(),
                ramScored ? ram.errors() : Map.of(),
                cpu.interval(),
                ramScored ? ram.interval() : null,
                Figures.rounded(trained),
                cost.millis(),
                cost.heapMegabytes(),
                model.bytes().length,
                null);
    }

    private static Rehearsal rehearsed(LoadFile file, LoadKind kind, StoredModel model) {
        Rehearsal rehearsal = new Rehearsal(file, kind, model.panel(kind));
        rehearsal.run();
        System.err.printf("souk lab: %s: %d windows scored%n", kind, rehearsal.windows());
        return rehearsal;
    }

    private static ForecastReport.Seed seed(long seed, ForecastReport report) {
        return new ForecastReport.Seed(
                seed,
                of(report, "champion"),
                of(report, "lstm"),
                of(report, "randomForest"),
                report.interval().coverage(),
                report.trainCpuSeconds());
    }

    /** By horizon; empty when there was too little to learn from for this one. */
    private static Map<String, Double> of(ForecastReport report, String name) {
        Map<String, Double> byHorizon = new LinkedHashMap<>();
        report.cpu().forEach((horizon, errors) -> {
            if (errors.containsKey(name)) {
                byHorizon.put(horizon, errors.get(name).mae());
            }
        });
        return byHorizon;
    }

    private static void print(ForecastReport report) {
        System.out.printf("%d series, %d windows of CPU%n", report.series(), report.windows());
        print("CPU", report.cpu(), report.interval());
        if (report.ramInterval() != null) {
            print("RAM", report.ram(), report.ramInterval());
        }
        System.out.printf(
                "%ntrained in %.1f CPU s; 1,000 nodes: %.0f ms a step, %.0f MB of heap; the model has %d bytes%n",
                report.trainCpuSeconds(),
                report.forecastMillisPer1000Nodes(),
                report.heapMegabytesPer1000Nodes(),
                report.modelBytes());
        if (report.bySeed() != null) {
            report.bySeed()
                    .forEach(seed -> System.out.printf(
                            "seed %d: champion %s, lstm %s, randomForest %s%n",
                            seed.seed(), seed.champion(), seed.lstm(), seed.randomForest()));
        }
    }

    private static void print(
            String kind, Map<String, Map<String, ForecastReport.Error>> errors, ForecastReport.Interval interval) {
        errors.forEach((horizon, byName) -> {
            System.out.printf("%n%s, %s steps ahead %12s %12s%n", kind, horizon, "MAE", "RMSE");
            byName.forEach(
                    (name, error) -> System.out.printf("%-18s %12.3f %12.3f%n", name, error.mae(), error.rmse()));
        });
        System.out.printf(
                "%nthe 90 %% interval covers %s; %.2f wide; pinball loss %.3f, of persistence %.3f%n",
                interval.coverage(),
                interval.meanWidth(),
                interval.pinball().champion(),
                interval.pinball().persistence());
    }
}
