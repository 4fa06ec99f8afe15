package org.souk.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresArchiveTest {
    @ParameterizedTest
    @CsvSource({"Linux, amd64, /postgres-linux-x86_64.txz", "Linux, aarch64, /postgres-linux-arm_64.txz"})
    void linuxIsThere(String os, String architecture, String archive) {
        assertThat(PostgresArchive.archive(os, architecture)).isEqualTo(archive);
        assertThat(PostgresArchive.class.getResource(archive)).isNotNull();
    }
}
