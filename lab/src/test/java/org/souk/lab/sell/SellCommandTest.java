package org.souk.lab.sell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.lab.Lab;

class SellCommandTest {
    @TempDir
    Path folder;

    /** Six machines for four days: some are busy by day, as one can know, and one at random. */
    private Path loads() throws IOException {
        Random random = new Random(3);
        StringBuilder lines = new StringBuilder("node,epoch_seconds,cpu_pct,ram_pct\n");
        for (int step = 0; step < 4 * 288; step++) {
            boolean day = step % 288 > 100 && step % 288 < 200;
            for (int node = 0; node < 6; node++) {
                boolean busy = node == 5 ? random.nextInt(20) == 0 : day && node < 3;
                double cpu = (busy ? 85 : 5) + 5 * random.nextDouble();
                lines.append(String.format(Locale.ROOT, "n%d,%d,%.2f,20%n", node, 1_700_000_100L + 300L * step, cpu));
            }
        }
        return Files.writeString(folder.resolve("loads.csv"), lines);
    }

    @Tag("long")
    @Test
    void allPoliciesSellTheSameAndTheReportIsOneObject() throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int exit;
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            exit = Lab.commandLine().execute("sell", "--data", loads().toString(), "--json", "--demand", "30");
        } finally {
            System.setOut(before);
        }

        assertThat(exit).isZero();
        JsonNode report = new ObjectMapper().readTree(printed.toByteArray());
        assertThat(report.path("policies").fieldNames())
                .toIterable()
                .containsExactly("lastValue", "fixedMargin", "forecast");
        double sold = report.at("/policies/lastValue/soldCpuHours").asDouble();
        assertThat(sold).isPositive();
        assertThat(report.at("/policies/forecast/soldCpuHours").asDouble()).isBetween(0.98 * sold, 1.02 * sold);
        assertThat(report.at("/policies/forecast/overloadMinutes").asDouble())
                .isLessThanOrEqualTo(
                        report.at("/policies/lastValue/overloadMinutes").asDouble());
    }

    @Test
    void missingFileIsNamed() {
        assertThat(Lab.commandLine()
                        .execute("sell", "--data", folder.resolve("none.csv").toString()))
                .isNotZero();
    }
}
