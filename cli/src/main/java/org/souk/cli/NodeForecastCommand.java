package org.souk.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.souk.client.MarketClient;
import org.souk.protocol.rest.ForecastErrorBody;
import org.souk.protocol.rest.ForecastPointBody;
import org.souk.protocol.rest.LoadCourseBody;
import org.souk.protocol.rest.LoadPointBody;
import org.souk.protocol.rest.NodeBody;
import org.souk.protocol.rest.NodeForecastBody;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a machine's owner will need of it. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description = {
            NodeForecastCommand.SUMMARY,
            "tasks: the median, and from where to where it lies in nine of ten cases."
        })
final class NodeForecastCommand implements Callable<Integer> {
    /** Stands for the command in lists, without loading it. */
    static final String SUMMARY =
            "What the owner will need of a node in the next hour, in percent of the machine and without the market's";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final Duration COLUMN = Duration.ofMinutes(30);
    private static final int COLUMNS = 48;

    @Mixin
    Market market;

    @Mixin
    Printer printer;

    @Mixin
    NodeCommand.Which which;

    @Override
    public Integer call() throws IOException, InterruptedException {
        MarketClient client = market.client();
        NodeBody node = which.in(client);
        NodeForecastBody forecast =
                client.get("/nodes/" + AccountCommand.encoded(node.id()) + "/forecast", NodeForecastBody.class);
        printer.print(forecast, () -> {
            printer.fields(
                    "Node",
                    node.name(),
                    "Model",
                    forecast.model() == null
                            ? "none yet: the first one is trained when a day has been measured"
                            : forecast.model() + ", trained " + forecast.trainedAt());
            Duration step = Duration.ofSeconds(forecast.stepSeconds());
            course("CPU", forecast.cpu(), step);
            course("RAM", forecast.ram(), step);
            points(forecast);
        });
        return Souk.OK;
    }

    private void course(String name, LoadCourseBody course, Duration step) {
        printer.line("");
        printer.fields(
                name,
                course.history().isEmpty() ? "not measured yet" : "last day " + line(course.history(), step),
                "Champion",
                course.champion());
        for (ForecastErrorBody error : course.errors()) {
            printer.line(String.format(
                    Locale.ROOT,
                    "%d min ahead: off by %.2f on average, persistence by %.2f; %.0f %% came to lie in the interval (%d)",
                    step.multipliedBy(error.stepsAhead()).toMinutes(),
                    error.meanError(),
                    error.persistenceError(),
                    100 * error.coverage(),
                    error.compared()));
        }
    }

    /** The last day as a line of blocks from 0 to 100 %, each the mean of half an hour; a blank for none. */
    static String line(List<LoadPointBody> history, Duration step) {
        Instant end = history.get(history.size() - 1).at().plus(step);
        double[] sums = new double[COLUMNS];
        int[] counts = new int[COLUMNS];
        for (LoadPointBody point : history) {
            long column = COLUMNS
                    - 1
                    - Duration.between(point.at(), end.minusMillis(1)).dividedBy(COLUMN);
            if (column >= 0) {
                sums[(int) column] += point.percent();
                counts[(int) column]++;
            }
        }
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < COLUMNS; column++) {
            int level = (int) (sums[column] / Math.max(1, counts[column]) / 100 * LEVELS.length());
            line.append(counts[column] == 0 ? ' ' : LEVELS.charAt(Math.max(0, Math.min(LEVELS.length() - 1, level))));
        }
        return line.toString();
    }

    private void points(NodeForecastBody forecast) {
        List<ForecastPointBody> cpu = forecast.cpu().forecast();
        List<ForecastPointBody> ram = forecast.ram().forecast();
        printer.line("");
        if (cpu.isEmpty()) {
            printer.line("No forecast: there is no model yet, or the node was not heard of in the last hour.");
            return;
        }
        Printer.Table table = printer.table("FROM", "CPU LOW", "MEDIAN", "HIGH", "RAM LOW", "MEDIAN", "HIGH");
        for (int i = 0; i < cpu.size(); i++) {
            ForecastPointBody of = cpu.get(i);
            ForecastPointBody ramOf = i < ram.size() ? ram.get(i) : null;
            table.row(
                    TIME.format(of.at().atZone(ZoneId.systemDefault())),
                    percent(of.lower()),
                    percent(of.median()),
                    percent(of.upper()),
                    ramOf == null ? "-" : percent(ramOf.lower()),
                    ramOf == null ? "-" : percent(ramOf.median()),
                    ramOf == null ? "-" : percent(ramOf.upper()));
        }
        table.print();
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
