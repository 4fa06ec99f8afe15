package org.souk.lab.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;
import org.souk.lab.ExperimentFailed;

class LoadTableTest {
    private static final String NAMES = "node,epoch_seconds,cpu_pct,ram_pct";

    @TempDir
    private Path folder;

    private LoadFile read(String... lines) throws IOException {
        return LoadTable.read(Files.writeString(folder.resolve("t.csv"), String.join("\n", lines)));
    }

    @Test
    void stepsGetTheMeanOfWhatWasMeasuredInThem() throws IOException {
        LoadFile file = read(NAMES, "a,600,10,", "a,300,5,50", "a,630,20,", "b,0,1,", "a,660,30,", "a,670,40,");
        LoadSeries a = file.nodes().get("a");
        assertThat(file.stepSeconds()).isEqualTo(300);
        assertThat(a.firstStep()).isEqualTo(1);
        assertThat(a.at(2, LoadKind.CPU)).isCloseTo(25, within(1e-6));
        assertThat(a.at(1, LoadKind.RAM)).isEqualTo(50);
        assertThat(a.isKnown(2, LoadKind.RAM)).isFalse();
        assertThat(file.count()).isEqualTo(3);
    }

    @Test
    void aTremblingClockMakesNeitherGapsNorDoubles() throws IOException {
        String[] lines = new String[101];
        lines[0] = NAMES;
        for (int i = 0; i < 100; i++) {
            lines[i + 1] = "a," + (i * 300 + (i % 3 - 1) * 20 + 3000) + "," + i + ",";
        }
        LoadFile file = read(lines);
        assertThat(file.stepSeconds()).isEqualTo(300);
        LoadSeries a = file.nodes().get("a");
        assertThat(a.size()).isEqualTo(100);
        for (int i = 0; i < 100; i++) {
            assertThat(a.at(a.firstStep() + i, LoadKind.CPU)).isEqualTo(i);
        }
    }

    @Test
    void aFileThatWasMeasuredMoreSeldomHasLongerSteps() throws IOException {
        LoadFile file = read(NAMES, "a,0,1,", "a,3600,2,", "a,7200,3,", "a,14400,4,");
        assertThat(file.stepSeconds()).isEqualTo(3600);
        assertThat(file.nodes().get("a").size()).isEqualTo(5);
    }

    @Test
    void wrongLineIsNamed() {
        assertThatThrownBy(() -> read(NAMES, "a,0,1,2", "a,300,x,2"))
                .isInstanceOf(ExperimentFailed.class)
                .hasMessageEndingWith("t.csv, line 3: cpu_pct is no number: 'x'");
        assertThatThrownBy(() -> read(NAMES, "a,0,1,-2")).hasMessageEndingWith("line 2: ram_pct is out of range: -2");
        assertThatThrownBy(() -> read(NAMES, "a,0,NaN,2")).hasMessageEndingWith("line 2: cpu_pct is out of range: NaN");
        assertThatThrownBy(() -> read(NAMES, "", "a,,1,2")).hasMessageEndingWith("line 3: epoch_seconds is empty");
        assertThatThrownBy(() -> read(NAMES, ",0,1,2")).hasMessageEndingWith("line 2: node is empty");
    }

    @Test
    void tableWithoutTheColumnsOrLinesOrWithTimesFarApartIsNamed() {
        assertThatThrownBy(() -> read("node,epoch_seconds,cpu_pct", "a,0,1")).hasMessageContaining("no column ram_pct");
        assertThatThrownBy(() -> read("")).hasMessageContaining("no column node");
        assertThatThrownBy(() -> read(NAMES)).hasMessageContaining("has no lines");
        assertThatThrownBy(() -> read(NAMES, "a,0,1,", "a,300,1,", "a,600,1,", "a,9999999999,1,"))
                .hasMessageContaining("the times of a are more than");
    }
}
