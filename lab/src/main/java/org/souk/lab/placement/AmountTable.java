package org.souk.lab.placement;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.TextFile;

/**
 * Reads a table with a line of column names, of which {@code cpu_milli} and {@code memory_mib} count, as in Alibaba's
 * cluster traces. Each line is a machine or a task, in the order of the file.
 */
final class AmountTable {
    private static final String CPU = "cpu_milli";
    private static final String MEMORY = "memory_mib";
    private static final int MOST = 1_000_000_000;

    private final Path file;
    private final List<String> columns;
    private int lineNumber = 1;

    private AmountTable(Path file, List<String> columns) {
        this.file = file;
        this.columns = columns;
    }

    /** @throws ExperimentFailed when there is no such file, no such column, nothing in it, or a value is no amount */
    static List<Amount> read(Path file) throws IOException {
        try (BufferedReader reader = TextFile.open(file)) {
            String names = reader.readLine();
            AmountTable table = new AmountTable(file, names == null ? List.of() : cells(names));
            table.checkColumn(CPU);
            table.checkColumn(MEMORY);
            return table.amounts(reader);
        }
    }

    private List<Amount> amounts(BufferedReader reader) throws IOException {
        List<Amount> amounts = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lineNumber++;
            if (!line.isBlank()) {
                List<String> cells = cells(line);
                amounts.add(new Amount(number(cells, CPU), number(cells, MEMORY)));
            }
        }
        if (amounts.isEmpty()) {
            throw new ExperimentFailed(file + " has no lines but the column names");
        }
        return amounts;
    }

    private void checkColumn(String name) {
        if (!columns.contains(name)) {
            throw new ExperimentFailed(file + " has no column " + name + " in its first line");
        }
    }

    private int number(List<String> cells, String column) {
        int index = columns.indexOf(column);
        String text = index < cells.size() ? cells.get(index).strip() : "";
        try {
            double number = Double.parseDouble(text);
            if (number >= 0 && number <= MOST) {
                return (int) Math.ceil(number);
            }
        } catch (NumberFormatException e) {
            throw new ExperimentFailed(place(column) + " is no number: '" + text + "'", e);
        }
        throw new ExperimentFailed(place(column) + " is out of range: " + text);
    }

    private String place(String column) {
        return file + ", line " + lineNumber + ": " + column;
    }

    private static List<String> cells(String line) {
        return List.of(line.strip().split(",", -1));
    }
}
