package org.souk.lab.simulate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.TextFile;

/**
 * Reads the Standard Workload Format of the Parallel Workloads Archive, version 2: header comments such as {@code ;
 * MaxProcs: 128} and lines of 18 or more numbers, where -1 is unknown.
 */
final class SwfReader {
    private static final int FIELDS = 18;
    private static final double MOST_SECONDS = 1e11;
    private static final Pattern HEADER = Pattern.compile(";\\s*(\\w+):\\s*(\\d{1,9})\\b.*");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Path file;
    private final Map<String, Integer> header = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private int lineNumber;

    private SwfReader(Path file) {
        this.file = file;
    }

    /** @throws ExperimentFailed when there is no such file, nothing in it, or a line that is none of the format */
    static Workload read(Path file) throws IOException {
        return new SwfReader(file).read();
    }

    private Workload read() throws IOException {
        try (BufferedReader reader = TextFile.open(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lineNumber++;
                take(line.strip());
            }
        }
        if (lines.isEmpty()) {
            throw new ExperimentFailed(file + " has no jobs");
        }
        return workload();
    }

    private void take(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (line.startsWith(";")) {
            Matcher matcher = HEADER.matcher(line);
            if (matcher.matches() && Integer.parseInt(matcher.group(2)) > 0) {
                header.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), Integer.parseInt(matcher.group(2)));
            }
            return;
        }
        String[] fields = BLANKS.split(line);
        if (fields.length < FIELDS) {
            throw new ExperimentFailed(place() + " has " + fields.length + " fields, " + FIELDS + " are needed");
        }
        double submit = number(fields, 2, "submit time");
        double run = number(fields, 4, "run time");
        double allocated = number(fields, 5, "allocated processors");
        double requested = number(fields, 8, "requested processors");
        double requestedTime = number(fields, 9, "requested time");
        if (submit < 0) {
            throw new ExperimentFailed(place() + ": field 2 (submit time) is negative");
        }
        lines.add(new Line(
                millis(submit),
                millis(run),
                (int) Math.min(Integer.MAX_VALUE, requested > 0 ? requested : allocated),
                millis(requestedTime)));
    }

    private double number(String[] fields, int field, String name) {
        String text = fields[field - 1];
        try {
            double number = Double.parseDouble(text);
            if (Math.abs(number) <= MOST_SECONDS) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new ExperimentFailed(place() + ": field " + field + " (" + name + ") is no number: " + text, e);
        }
        throw new ExperimentFailed(place() + ": field " + field + " (" + name + ") is out of range: " + text);
    }

    private String place() {
        return file + ", line " + lineNumber;
    }

    private static long millis(double seconds) {
        return Math.round(seconds * 1000);
    }

    private Workload workload() {
        int processors = processors();
        List<TracedJob> jobs = new ArrayList<>();
        for (Line line : lines) {
            if (line.runs() && line.processors <= processors) {
                jobs.add(line.job(jobs.size()));
            }
        }
        if (jobs.isEmpty()) {
            throw new ExperimentFailed(file + " has no job that could run on " + processors + " processors");
        }
        return new Workload(file.getFileName().toString(), processors, jobs, lines.size() - jobs.size());
    }

    private int processors() {
        Integer stated = header.getOrDefault("maxprocs", header.get("maxnodes"));
        if (stated != null) {
            return stated;
        }
        return Math.max(
                1,
                lines.stream()
                        .filter(Line::runs)
                        .mapToInt(line -> line.processors)
                        .max()
                        .orElse(1));
    }

    /** A job as it is in the file, with what is unknown not positive. */
    private record Line(long submit, long run, int processors, long requestedTime) {
        boolean runs() {
            return run > 0 && processors > 0;
        }

        TracedJob job(int index) {
            long estimate = requestedTime > 0 ? requestedTime : run;
            return new TracedJob(new Job(index, submit, processors, estimate, OptionalLong.empty()), run);
        }
    }
}
