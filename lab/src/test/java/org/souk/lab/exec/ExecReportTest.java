package org.souk.lab.exec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.souk.protocol.json.Json;

class ExecReportTest {
    @Test
    void jsonHasTheseFieldsInThisOrder() {
        assertThat(Json.write(new ExecReport(3, 42, "ab", 0.5, 2)))
                .isEqualTo(
                        "{\"exitCode\":3,\"fuel\":42,\"stdoutSha256\":\"ab\",\"wallSeconds\":0.5,\"suspensions\":2}");
    }
}
