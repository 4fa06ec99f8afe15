package org.souk.runtime.moving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.souk.runtime.module.Metering;

/** A metered program runs as well, and counts the same, where it is not migratable. */
class MeteredOnlyTest {

    @TempDir
    Path directory;

    /** The first two have jumps out of blocks with parameters that Endive 1.0.0 gets wrong. */
    static LongStream seeds() {
        return LongStream.concat(LongStream.of(44, -162832), LongStream.range(0, 40));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void endsAsTheMigratableOne(long seed) throws Exception {
        byte[] metered = Metering.rewrite(RandomProgram.from(seed));
        Journey.End migratable =
                Journey.abroad(metered, directory, false).inSlicesOf(9).run();
        for (boolean compiled : new boolean[] {false, true}) {
            assertThat(Journey.atHome(metered, directory, compiled)
                            .inSlicesOf(9)
                            .run())
                    .isEqualTo(migratable);
        }
    }
}
