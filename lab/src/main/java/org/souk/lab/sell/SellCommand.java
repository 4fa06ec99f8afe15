package org.souk.lab.sell;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.souk.core.forecast.LoadModel;
import org.souk.core.forecast.TrainingOrder;
import org.souk.core.units.Bytes;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.Output;
import org.souk.lab.Range;
import org.souk.lab.forecast.LoadFile;
import org.souk.lab.forecast.LoadTable;
import org.souk.lab.sell.Sale.Machine;
import org.souk.lab.sell.Sale.Outcome;
import org.souk.ml.LoadTraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code souk lab sell}: what a forecast is worth. */
@Command(
        name = "sell",
        sortOptions = false,
        description = {
            "How often owners of machines get in each other's way with tasks that are sold beside their own work, when the"
                    + " market reckons with the last value of their load, with a fixed margin on top, or with a forecast.",
            "",
            "The loads of a file are replayed. Its last fifth is sold with the product's planner, all of a machine as burst"
                    + " capacity; models have learnt from the first 60 %, are judged on the next 20 %, and go through the"
                    + " rest step by step, as a server would. All policies get the same tasks, as many as all of them can"
                    + " sell: the demand is lowered until what they sell differs by 2 % at most. The margin is the one of 5,"
                    + " 10, … 60 % that is best in hindsight.",
            ""
        })
public final class SellCommand implements Callable<Integer> {
    private static final int MOST_MARGIN = 60;
    private static final int MARGIN_STEP = 5;
    private static final double SAME = 0.02;
    private static final double LESS = 0.85;
    private static final double LEAST_DEMAND = 0.05;
    private static final Duration CPU_BUDGET = Duration.ofSeconds(120);
    private static final long FORECAST_SEED = 1;

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
            names = "--demand",
            paramLabel = "PERCENT",
            description = "Of what owners leave idle, to begin with (default: ${DEFAULT-VALUE}).")
    private int demandPercent = 60;

    @Option(names = "--cores", paramLabel = "N", description = "Of each machine (default: ${DEFAULT-VALUE}).")
    private int cores = 8;

    @Option(names = "--ram-gib", paramLabel = "GIB", description = "Of each machine (default: ${DEFAULT-VALUE}).")
    private int ramGib = 32;

    @Option(names = "--seed", paramLabel = "N", description = "Of the tasks (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private Output output;

    private LoadFile file;
    private Machine machine;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Range.check(spec, "--demand", demandPercent, 1, 100);
        Range.check(spec, "--cores", cores, 1, 1024);
        Range.check(spec, "--ram-gib", ramGib, 1, 1 << 20);
        file = LoadTable.read(data);
        machine = new Machine(cores, Bytes.ofGibibytes(ramGib));
        say("training");
        LoadModel model = new LoadTraining()
                .train(file.series(), new TrainingOrder(file.judgeFrom(), file.testFrom(), CPU_BUDGET, FORECAST_SEED));
        say("forecasting step by step");
        ByForecast forecast = ByForecast.rehearse(file, model, file.judgeFrom(), file.testFrom());
        for (double demand = demandPercent / 100.0; demand >= LEAST_DEMAND; demand *= LESS) {
            List<SoldTask> tasks = Demand.draw(file.testFrom(), file.end(), demand * machine.idle(file), seed);
            say(String.format("selling %,d tasks, which want %.0f %% of what is idle", tasks.size(), demand * 100));
            Outcome last = sell(new WithMargin(file, 0), tasks);
            Outcome foreseen = sell(forecast, tasks);
            if (isSame(last, foreseen)) {
                report(demand, tasks, last, foreseen);
                return 0;
            }
        }
        throw new ExperimentFailed(data + ": there is no demand at which all policies sell as much");
    }

    private Outcome sell(Reckoning reckoning, List<SoldTask> tasks) {
        return new Sale(file, machine, reckoning).run(tasks);
    }

    private static boolean isSame(Outcome one, Outcome other) {
        return Math.abs(one.soldCpuHours() - other.soldCpuHours())
                <= SAME * Math.max(one.soldCpuHours(), other.soldCpuHours());
    }

    private void report(double demand, List<SoldTask> tasks, Outcome last, Outcome foreseen) {
        Outcome best = last;
        double margin = 0;
        for (int percent = MARGIN_STEP; percent <= MOST_MARGIN; percent += MARGIN_STEP) {
            Outcome tried = sell(new WithMargin(file, percent), tasks);
            if (isSame(tried, last) && isSame(tried, foreseen) && harm(tried) < harm(best)) {
                best = tried;
                margin = percent;
            }
        }
        Map<String, SellReport.Figures> policies = new LinkedHashMap<>();
        policies.put("lastValue", SellReport.Figures.of(last));
        policies.put("fixedMargin", SellReport.Figures.of(best));
        policies.put("forecast", SellReport.Figures.of(foreseen));
        output.report(new SellReport(policies, margin, Math.round(demand * 1000) / 1000.0, seed), SellCommand::print);
    }

    /** An eviction counts as much as a step of overload. */
    private double harm(Outcome outcome) {
        return outcome.evictions() + outcome.overloadMinutes() * 60 / file.stepSeconds();
    }

    private static void say(String text) {
        System.err.println("souk lab: " + text);
    }

    private static void print(SellReport report) {
        System.out.printf("%-14s %12s %12s %12s %12s%n", "", "CPU h sold", "overload min", "evictions", "CPU h lost");
        report.policies()
                .forEach((name, figures) -> System.out.printf(
                        "%-14s %12.1f %12.1f %12d %12.1f%n",
                        name,
                        figures.soldCpuHours(),
                        figures.overloadMinutes(),
                        figures.evictions(),
                        figures.lostCpuHours()));
        System.out.printf(
                "%nthe fixed margin is %.0f %%, the tasks want %.0f %% of what is idle%n",
                report.marginPercent(), report.demand() * 100);
    }
}
