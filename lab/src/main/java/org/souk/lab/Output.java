package org.souk.lab;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.souk.protocol.json.Json;
import picocli.CommandLine.Option;

/** What all experiments have in common: they say what they found in a table, or as one JSON object. */
public final class Output {
    @Option(
            names = "--json",
            description = "One JSON object on standard output; everything else goes to standard error.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    /** Where what people read goes, beside the report: standard output, unless that is kept for JSON. */
    public PrintStream forPeople() {
        return json ? System.err : System.out;
    }

    /**
     * Says what was found.
     *
     * @param table writes the report for people
     */
    public <T> void report(T report, Consumer<T> table) {
        if (json) {
            System.out.println(Json.write(report));
        } else {
            table.accept(report);
        }
    }

    /**
     * Says what was found, a figure a line.
     *
     * @param figures by what they are, in their order; fractions are shown with one digit
     */
    public void report(Object report, Map<String, Object> figures) {
        report(
                report,
                found -> figures.forEach((name, figure) -> System.out.printf("%-42s %10s%n", name, shown(figure))));
    }

    private static String shown(Object figure) {
        return figure instanceof Double fraction ? String.format(Locale.ROOT, "%.1f", fraction) : figure.toString();
    }
}
