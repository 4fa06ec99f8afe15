package org.souk.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.souk.protocol.json.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The result of a command: for people, or with {@code --json} one JSON value. */
final class Printer {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    /** Prints the body as JSON, or lets {@code forPeople} print. */
    void print(Object body, Runnable forPeople) {
        if (json) {
            out().println(Json.write(body));
        } else {
            forPeople.run();
        }
        out().flush();
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    void line(String text) {
        out().println(text);
    }

    /** Name and value, one a line, aligned. */
    void fields(Object... namesAndValues) {
        Table table = new Table();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                table.row(namesAndValues[i] + ":", namesAndValues[i + 1].toString());
            }
        }
        table.print();
    }

    Table table(String... heads) {
        Table table = new Table();
        table.row(heads);
        return table;
    }

    /** Rows with columns as wide as needed. */
    final class Table {
        private final List<String[]> rows = new ArrayList<>();

        void row(String... cells) {
            rows.add(cells);
        }

        void print() {
            int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
            int[] widths = new int[columns];
            for (String[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    widths[i] = Math.max(widths[i], row[i].length());
                }
            }
            for (String[] row : rows) {
                StringBuilder line = new StringBuilder();
                for (int i = 0; i < row.length; i++) {
                    line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
                }
                line(line.toString().stripTrailing());
            }
        }
    }
}
