package org.souk.lab.forecast;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.souk.core.forecast.LoadSeries;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.TextFile;

/**
 * Reads a table with a line of column names, of which {@code node}, {@code epoch_seconds}, {@code cpu_pct} and
 * {@code ram_pct} count; an empty value is missing. Lines may come in any order.
 */
public final class LoadTable {
    private static final List<String> COLUMNS = List.of("node", "epoch_seconds", "cpu_pct", "ram_pct");
    /** Hypervisors let a machine have more than its share, so that more than 100 is no error; this is. */
    private static final double MOST_PERCENT = 100_000;

    private static final long MOST_SECONDS = 100_000_000_000L;

    private final Path file;
    private final int[] columns = new int[COLUMNS.size()];
    private final Map<String, Samples> samples = new LinkedHashMap<>();
    private int lineNumber = 1;

    private LoadTable(Path file) {
        this.file = file;
    }

    /** @throws ExperimentFailed when there is no such file or column, nothing in it, or a value makes no sense */
    public static LoadFile read(Path file) throws IOException {
        LoadTable table = new LoadTable(file);
        try (BufferedReader reader = TextFile.open(file)) {
            table.readNames(reader.readLine());
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                table.lineNumber++;
                if (!line.isBlank()) {
                    table.readSample(line);
                }
            }
        }
        return table.gridded();
    }

    private void readNames(String line) {
        List<String> names = line == null ? List.of() : cells(line);
        for (int i = 0; i < columns.length; i++) {
            columns[i] = names.indexOf(COLUMNS.get(i));
            if (columns[i] < 0) {
                throw new ExperimentFailed(file + " has no column " + COLUMNS.get(i) + " in its first line");
            }
        }
    }

    private void readSample(String line) {
        List<String> cells = cells(line);
        String node = cell(cells, 0);
        if (node.isEmpty()) {
            throw new ExperimentFailed(place(0) + " is empty");
        }
        double seconds = number(cells, 1, MOST_SECONDS);
        if (Double.isNaN(seconds)) {
            throw new ExperimentFailed(place(1) + " is empty");
        }
        samples.computeIfAbsent(node, any -> new Samples())
                .add((long) seconds, number(cells, 2, MOST_PERCENT), number(cells, 3, MOST_PERCENT));
    }

    /** @return NaN when it is missing */
    private double number(List<String> cells, int column, double most) {
        String text = cell(cells, column);
        if (text.isEmpty()) {
            return LoadSeries.MISSING;
        }
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new ExperimentFailed(place(column) + " is no number: '" + text + "'", e);
        }
        if (number >= 0 && number <= most) {
            return number;
        }
        throw new ExperimentFailed(place(column) + " is out of range: " + text);
    }

    private LoadFile gridded() {
        if (samples.isEmpty()) {
            throw new ExperimentFailed(file + " has no lines but the column names");
        }
        long step = Samples.step(samples.values());
        Map<String, LoadSeries> series = new LinkedHashMap<>();
        samples.forEach((node, measured) -> {
            if (measured.spannedSteps(step) > Samples.MOST_STEPS) {
                throw new ExperimentFailed(file + ": the times of " + node + " are more than " + Samples.MOST_STEPS
                        + " steps of " + step + " s apart");
            }
            series.put(node, measured.gridded(step));
        });
        return new LoadFile(series, step);
    }

    private String cell(List<String> cells, int column) {
        return columns[column] < cells.size() ? cells.get(columns[column]).strip() : "";
    }

    private String place(int column) {
        return file + ", line " + lineNumber + ": " + COLUMNS.get(column);
    }

    private static List<String> cells(String line) {
        return List.of(line.strip().split(",", -1));
    }
}
