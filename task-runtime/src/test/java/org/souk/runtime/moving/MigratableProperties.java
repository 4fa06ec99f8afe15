package org.souk.runtime.moving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.souk.runtime.module.Metering;
import org.souk.runtime.module.ModuleInspector;
import org.souk.runtime.module.Refused;

/** Wherever a program is suspended and however it is run: it comes to the same end. */
class MigratableProperties {

    private static Path directory;

    @BeforeContainer
    static void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("journeys");
    }

    @AfterContainer
    static void removeDirectory() throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 80, shrinking = ShrinkingMode.OFF)
    void suspendedProgramsEndAsOthers(
            @ForAll long program, @ForAll long choices, @ForAll @IntRange(min = 1, max = 9) int one)
            throws IOException, Refused, NotMigratable {
        byte[] module = RandomProgram.from(program);
        ModuleInspector.inspect(module);
        byte[] metered = Metering.rewrite(module);
        Journey.End stayed =
                Journey.abroad(metered, directory, false).inSlicesOf(9).run();

        for (boolean[] engines : new boolean[][] {{false}, {true}, {false, true}}) {
            Random choice = new Random(choices);
            Journey.End moved = Journey.abroad(metered, directory, engines)
                    .inSlicesOf(9)
                    .suspendingAt(yield -> choice.nextInt(one) == 0)
                    .run();
            assertThat(moved).as("program %d", program).isEqualTo(stayed);
        }
    }
}
