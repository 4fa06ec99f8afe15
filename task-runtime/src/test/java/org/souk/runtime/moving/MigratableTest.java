package org.souk.runtime.moving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.souk.runtime.TestPrograms;
import org.souk.runtime.module.Metering;

class MigratableTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void everythingIsCarriedThroughCalls(int every) throws Exception {
        byte[] metered = Metering.rewrite(TestPrograms.bytes("moving"));
        Journey.End stayed =
                Journey.atHome(metered, directory, true).inSlicesOf(1).run();

        for (boolean[] engines : new boolean[][] {{true}, {false}, {true, false}}) {
            Journey journey = Journey.abroad(metered, directory, engines)
                    .inSlicesOf(1)
                    .suspendingAt(yield -> yield % every == every - 1);
            Journey.End moved = journey.run();

            assertThat(moved).isEqualTo(stayed);
            assertThat(journey.suspensions()).isPositive();
        }
    }

    @Test
    void programWithFilesAndTablesIsTheSame() throws Exception {
        byte[] metered = Metering.rewrite(TestPrograms.bytes("mixed"));
        Journey.End stayed = Journey.atHome(metered, directory, true).run();

        Journey journey =
                Journey.abroad(metered, directory, true).inSlicesOf(20_000).suspendingAt(yield -> yield % 5 == 0);
        Journey.End moved = journey.run();

        assertThat(moved).isEqualTo(stayed);
        assertThat(journey.suspensions()).isGreaterThan(20);
    }
}
