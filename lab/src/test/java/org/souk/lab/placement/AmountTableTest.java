package org.souk.lab.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.lab.ExperimentFailed;

class AmountTableTest {
    @TempDir
    private Path folder;

    private List<Amount> read(String... lines) throws IOException {
        return AmountTable.read(Files.writeString(folder.resolve("t.csv"), String.join("\n", lines)));
    }

    @Test
    void columnsAreFoundByTheirNames() throws IOException {
        assertThat(read("sn,cpu_milli,memory_mib,gpu,model", "a,32000,262144,0,", "b,500,1024,2,T4"))
                .containsExactly(new Amount(32000, 262144), new Amount(500, 1024));
        assertThat(read("memory_mib,name,cpu_milli", "1024,a,500", "")).containsExactly(new Amount(500, 1024));
    }

    @Test
    void wrongLineIsNamed() {
        assertThatThrownBy(() -> read("cpu_milli,memory_mib", "1,2", "x,2"))
                .isInstanceOf(ExperimentFailed.class)
                .hasMessageEndingWith("t.csv, line 3: cpu_milli is no number: 'x'");
        assertThatThrownBy(() -> read("cpu_milli,memory_mib", "1"))
                .hasMessageEndingWith("line 2: memory_mib is no number: ''");
        assertThatThrownBy(() -> read("cpu_milli,memory_mib", "1,-2"))
                .hasMessageEndingWith("line 2: memory_mib is out of range: -2");
    }

    @Test
    void tableWithoutTheColumnsOrWithoutLinesIsNamed() {
        assertThatThrownBy(() -> read("cpu,memory_mib", "1,2")).hasMessageContaining("has no column cpu_milli");
        assertThatThrownBy(() -> read("")).hasMessageContaining("has no column cpu_milli");
        assertThatThrownBy(() -> read("cpu_milli,memory_mib")).hasMessageContaining("has no lines");
        assertThatThrownBy(() -> AmountTable.read(folder.resolve("absent"))).hasMessageContaining("there is no file");
    }
}
