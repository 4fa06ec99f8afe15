package org.souk.lab.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTest {
    @ParameterizedTest
    @CsvSource({"Linux, amd64, /postgres-linux-x86_64.txz", "Linux, aarch64, /postgres-linux-arm_64.txz"})
    void linuxIsThere(String os, String architecture, String archive) {
        assertThat(PostgresBinaries.archive(os, architecture)).isEqualTo(archive);
        assertThat(PostgresBinaries.class.getResource(archive)).isNotNull();
    }
}
