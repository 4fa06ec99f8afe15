package org.souk.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.souk.protocol.json.Json;

class DemoReportTest {
    private static final DemoReport REPORT = new DemoReport(
            2, 1, 1, List.of(new DemoReport.Output("t1", "bafk", "/r/a.png", "ab")), 7, 100, 95, 5, 0, 12.5, 0);

    @Test
    void jsonHasTheseFieldsInThisOrder() {
        assertThat(Json.write(REPORT.after(60.25)))
                .isEqualTo("{\"nodes\":2,\"tasks\":1,\"completed\":1,"
                        + "\"outputs\":[{\"task\":\"t1\",\"cid\":\"bafk\",\"path\":\"/r/a.png\",\"sha256\":\"ab\"}],"
                        + "\"fuel\":7,\"chargedMicros\":100,\"paidMicros\":95,\"feeMicros\":5,\"ledgerSum\":0,"
                        + "\"readySeconds\":12.5,\"elapsedSeconds\":60.25}");
    }

    @Test
    void isCompleteWhenEveryTaskIs() {
        assertThat(REPORT.isComplete()).isTrue();
        assertThat(new DemoReport(2, 2, 1, List.of(), 7, 1, 1, 0, 0, 1, 1).isComplete())
                .isFalse();
    }
}
