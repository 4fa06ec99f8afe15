package org.souk.cli.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.souk.cli.demo.DemoRun.Story;
import org.souk.cli.terminal.Amounts;
import org.souk.protocol.rest.OutputBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;

/** The demo's result for people: tasks, money, and where the files lie. */
final class StoryTable {
    private static final String GAP = "  ";
    private static final List<Boolean> RIGHT = List.of(false, false, true, true, true, false);

    private StoryTable() {}

    static void print(Story story, Path results, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("TASK", "NODE", "TIME", "FUEL", "CREDITS", "RESULT"));
        story.tasks().forEach(task -> rows.add(row(task, story)));
        DemoReport report = story.report();
        rows.add(List.of(
                report.completed() + " of " + report.tasks() + " completed",
                "",
                "",
                Amounts.ofFuel(report.fuel()),
                Amounts.ofMicros(report.chargedMicros()),
                ""));
        out.println();
        aligned(rows).forEach(out::println);
        out.println();
        out.println("The ledger, in credits");
        aligned(List.of(
                        money("the buyer paid in", story.deposited()),
                        money("was charged", report.chargedMicros()),
                        money("the seller earned", report.paidMicros()),
                        money("the marketplace kept", report.feeMicros()),
                        money("sum over all accounts", report.ledgerSum())))
                .forEach(out::println);
        out.println();
        out.println("Results in " + results);
        out.flush();
    }

    private static List<String> row(TaskBody task, Story story) {
        if (task.state() != StateName.COMPLETED) {
            return List.of(
                    task.request().name(),
                    task.node() == null ? "-" : story.nodes().get(task.node()),
                    "-",
                    Amounts.ofFuel(task.fuel()),
                    "-",
                    task.state().name().toLowerCase(Locale.ROOT) + ": "
                            + task.ending().reason());
        }
        return List.of(
                task.request().name(),
                story.nodes().get(task.node()),
                Amounts.ofMillis(task.ending().wallMillis()),
                Amounts.ofFuel(task.ending().fuel()),
                Amounts.ofMicros(task.ending().bill().chargedMicros()),
                task.ending().outputs().stream()
                        .map(OutputBody::path)
                        .map(path -> path.substring(1))
                        .collect(Collectors.joining(", ")));
    }

    private static List<String> money(String what, long micros) {
        return List.of(GAP + what, "", Amounts.ofMicros(micros));
    }

    /** Columns as wide as their widest cell. */
    static List<String> aligned(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                line.append(RIGHT.get(i) ? pad + row.get(i) : row.get(i) + pad).append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
