package org.souk.lab.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.souk.lab.runtime.RuntimeReport.Kernel;
import org.souk.protocol.json.Json;

class RuntimeReportTest {

    @Test
    void overheadsAreGeometricMeans() {
        // plain/native 2 and 8, metered/plain 1 and 1.21, migratable/plain 1 and 1.44
        RuntimeReport report = RuntimeReport.of(
                new LinkedHashMap<>(Map.of("a", new Kernel(1.0, 2, 2, 2), "b", new Kernel(1.0, 8, 9.68, 11.52))));

        assertThat(report.geomeanOverhead().plain()).isCloseTo(4, within(1e-9));
        assertThat(report.geomeanOverhead().metered()).isCloseTo(1.1, within(1e-9));
        assertThat(report.geomeanOverhead().migratable()).isCloseTo(1.2, within(1e-9));
    }

    @Test
    void withoutCompilerThereIsNoNativeTime() {
        RuntimeReport report = RuntimeReport.of(Map.of("a", new Kernel(null, 2, 3, 4)));

        assertThat(Json.write(report))
                .contains("\"plainSeconds\":2.0,\"meteredSeconds\":3.0,\"migratableSeconds\":4.0")
                .contains("\"metered\":1.5")
                .contains("\"migratable\":2.0");
    }

    @Test
    void fastestRoundCounts() {
        // rounds of 3, 1 and 2 seconds of CPU time
        KernelTime time = KernelTime.of(
                java.util.List.of(5_000_000_000L, 8_000_000_000L, 9_000_000_000L, 11_000_000_000L), "7", 0);

        assertThat(time.seconds()).isEqualTo(1);
        assertThat(KernelTime.parse(time.line())).isEqualTo(time);
    }
}
