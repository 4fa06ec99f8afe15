package org.souk.lab.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.souk.lab.Percentiles;
import org.souk.protocol.json.Json;

class ThroughputReportTest {
    @Test
    void jsonHasTheseFieldsInThisOrder() {
        ThroughputReport.Latency latency = ThroughputReport.Latency.of(new Percentiles(List.of(12.34, 20.0, 98.76)));
        assertThat(Json.write(new ThroughputReport(234.567, latency, 700, 120, 0, 0)))
                .isEqualTo("{\"tasksPerSecond\":234.6,\"submitToRunningMillis\":{\"p50\":20.0,\"p99\":98.8},"
                        + "\"serverRssMb\":700,\"agentRssMb\":120,\"lost\":0,\"paidTwice\":0}");
    }
}
