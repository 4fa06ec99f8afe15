package org.souk.lab.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.lab.Lab;
import org.souk.protocol.json.Json;
import picocli.CommandLine;

class ForecastCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();
    private String out;

    private int run(Path data, String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "forecast";
        arguments[1] = "--data";
        arguments[2] = data.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        CommandLine lab = Lab.commandLine().setErr(new PrintWriter(errors));
        PrintStream usual = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            return lab.execute(arguments);
        } finally {
            System.setOut(usual);
            out = bytes.toString(StandardCharsets.UTF_8);
        }
    }

    /** Three nodes of which one is constant and one has gaps; no RAM. */
    private Path loads(int steps) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder("node,epoch_seconds,cpu_pct,ram_pct\n");
        for (int i = 0; i < steps; i++) {
            long at = 1_700_000_100L + i * 300L;
            text.append("constant,").append(at).append(",7,\n");
            double level = i / 6 % 2 == 0 ? 20 : 70;
            text.append("busy,")
                    .append(at)
                    .append(',')
                    .append(level + random.nextDouble())
                    .append(",\n");
            if (random.nextInt(60) > 0) {
                text.append("ragged,")
                        .append(at)
                        .append(',')
                        .append(40 * random.nextDouble())
                        .append(",\n");
            }
        }
        return Files.writeString(folder.resolve("loads.csv"), text);
    }

    @Test
    void allForecastersAreScoredOnTheSameWindowsAndTheChampionIsBetterThanPersistence() throws IOException {
        assertThat(run(loads(1500), "--json", "--cpu-budget", "60"))
                .as(errors.toString())
                .isZero();
        Map<?, ?> report = Json.read(out, Map.class);
        assertThat(report.get("series")).isEqualTo(3);
        assertThat((int) report.get("windows")).isBetween(500, 3 * 300);
        assertThat((Map<?, ?>) report.get("ram")).isEmpty();
        for (String horizon : new String[] {"1", "6"}) {
            Map<?, ?> byName = (Map<?, ?>) ((Map<?, ?>) report.get("cpu")).get(horizon);
            assertThat(byName.keySet().stream().map(Object::toString))
                    .containsExactly(
                            "persistence",
                            "ewma",
                            "seasonalNaive",
                            "linearRegression",
                            "m5p",
                            "randomForest",
                            "lstm",
                            "champion");
            assertThat(mae(byName, "champion")).isLessThan(0.8 * mae(byName, "persistence"));
        }
        Map<?, ?> pinball = (Map<?, ?>) ((Map<?, ?>) report.get("interval")).get("pinball");
        assertThat((double) pinball.get("champion")).isLessThan((double) pinball.get("persistence"));
    }

    private static double mae(Map<?, ?> byName, String name) {
        return (double) ((Map<?, ?>) byName.get(name)).get("mae");
    }

    @Test
    void whatIsTooShortIsSaid() throws IOException {
        assertThat(run(loads(100))).isEqualTo(1);
        assertThat(errors.toString()).contains("no window of 36 steps");
    }

    @Test
    void whatIsNoFileIsSaid() {
        assertThat(run(folder.resolve("absent"))).isEqualTo(1);
        assertThat(errors.toString()).contains("there is no file");
    }
}
