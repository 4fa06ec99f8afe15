package org.souk.runtime.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void tenThousandCallsComeOutAndGoIn() throws Exception {
        // A function that calls itself 10,000 times and then loops until the fuel is used up, in the deepest call.
        byte[] metered = Metering.rewrite(TestPrograms.bytes("abyss"));
        Journey.End stayed = Journey.atHome(metered, directory, true).run();

        Journey journey = Journey.abroad(metered, directory, true).suspendingAt(yield -> yield == 1 || yield == 3);
        Journey.End moved = journey.run();

        assertThat(moved).isEqualTo(stayed);
        assertThat(journey.suspensions()).isEqualTo(2);
        assertThat(journey.deepest()).isGreaterThan(10_000);
    }

    @Test
    void functionTooLargeForJavaIsMovedToo() throws Exception {
        byte[] metered = Metering.rewrite(LargeProgram.bytes());
        Journey.End stayed =
                Journey.atHome(metered, directory, false).inSlicesOf(1).run();

        Journey journey =
                Journey.abroad(metered, directory, true, false).inSlicesOf(1).suspendingAt(yield -> true);
        Journey.End moved = journey.run();

        assertThat(moved).isEqualTo(stayed);
        assertThat(journey.suspensions()).isGreaterThan(1);
    }

    @Test
    void resultDependsOnTheModuleAlone() throws Exception {
        byte[] metered = Metering.rewrite(TestPrograms.bytes("mixed"));

        assertThat(Migratable.rewrite(metered)).isEqualTo(Migratable.rewrite(metered.clone()));
    }

    @Test
    void changingFunctionTablesIsToldByName() throws Exception {
        byte[] metered = Metering.rewrite(TestPrograms.bytes("retable"));

        assertThatThrownBy(() -> Migratable.rewrite(metered))
                .isInstanceOf(NotMigratable.class)
                .hasMessageContaining("changes its function tables");
    }
}
