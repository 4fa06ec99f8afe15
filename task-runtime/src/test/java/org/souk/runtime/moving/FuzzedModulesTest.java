package org.souk.runtime.moving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.runtime.TestPrograms;
import org.souk.runtime.module.Metering;
import org.souk.runtime.module.ModuleInspector;
import org.souk.runtime.module.Refused;

/**
 * Modules that nobody has written are refused, or run to the same end and fuel each time, on both engines, and to what
 * the unprepared module comes to. {@code -Dsouk.fuzz.modules=N} tries N of each kind, {@code -Dsouk.fuzz.seed=S} others.
 */
@Tag("long")
class FuzzedModulesTest {

    private static final int MODULES = Integer.getInteger("souk.fuzz.modules", 1000);
    private static final long SEED = Long.getLong("souk.fuzz.seed", 1);
    private static final long FUEL = 300_000;
    private static final long MEMORY = 64 << 20;

    /** What Souk runs, in steps: Binaryen makes other programs for each. */
    private static final List<List<String>> FEATURES = List.of(
            List.of("--mvp-features"),
            List.of(
                    "--mvp-features",
                    "--enable-mutable-globals",
                    "--enable-sign-ext",
                    "--enable-nontrapping-float-to-int",
                    "--enable-multivalue"),
            List.of(
                    "--mvp-features",
                    "--enable-mutable-globals",
                    "--enable-sign-ext",
                    "--enable-nontrapping-float-to-int",
                    "--enable-bulk-memory",
                    "--enable-multivalue",
                    "--enable-reference-types"));

    @TempDir
    Path directory;

    private final TreeMap<String, Integer> endings = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

    @Test
    void fromBinaryen() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/wasm-opt")),
                "wasm-opt is not installed (Debian package binaryen)");
        for (int i = 0; i < MODULES; i++) {
            Random random = new Random(SEED * 1_000_003 + i);
            byte[] translated = translated(random, FEATURES.get(i % FEATURES.size()));
            boolean moves = i % FEATURES.size() < 2;
            check("module " + i, () -> FuzzCommand.from(translated, random.nextInt(20)), i, moves);
        }
        report();
    }

    @Test
    void withBytesChanged() throws Exception {
        List<byte[]> originals = new ArrayList<>();
        for (String name : List.of("features", "recursion", "moving", "retable", "suspendable", "escape", "deep")) {
            originals.add(TestPrograms.bytes(name));
        }
        for (String name : List.of("programs/bin/words", "programs/bin/machine", "../demo/bin/hello")) {
            originals.add(Files.readAllBytes(Path.of(name + ".wasm")));
        }
        for (int i = 0; i < MODULES; i++) {
            Random random = new Random(SEED * 1_000_003 + i);
            byte[] module = originals.get(i % originals.size()).clone();
            for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
                int place = 8 + random.nextInt(module.length - 8);
                module[place] =
                        (byte) (random.nextBoolean() ? random.nextInt() : module[place] ^ 1 << random.nextInt(5));
            }
            check("changed " + i, () -> module, i, false);
        }
        report();
    }

    private byte[] translated(Random random, List<String> features) throws IOException, InterruptedException {
        byte[] noise = new byte[200 + random.nextInt(2500)];
        random.nextBytes(noise);
        Path input = Files.write(directory.resolve("noise"), noise);
        Path output = directory.resolve("fuzz.wasm");
        List<String> command = new ArrayList<>(
                List.of("/usr/bin/wasm-opt", "-q", "-ttf", input.toString(), "--denan", "-o", output.toString()));
        command.addAll(features);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as("%s", command).isZero();
        return Files.readAllBytes(output);
    }

    private interface Source {
        byte[] module() throws Refused;
    }

    private void check(String name, Source source, int number, boolean moves) {
        try {
            String ending = tried(name, source.module(), number, moves);
            endings.merge(ending, 1, Integer::sum);
        } catch (Refused e) {
            endings.merge("refused", 1, Integer::sum);
        } catch (Exception | Error e) {
            wrong.add(name + ": " + e + " at " + e.getStackTrace()[0]
                    + (e.getCause() == null ? "" : " by " + e.getCause()));
        }
    }

    private String tried(String name, byte[] module, int number, boolean moves) throws Exception {
        if (ModuleInspector.inspect(module).initialMemoryBytes() > MEMORY) {
            return "too much memory";
        }
        byte[] metered = Metering.rewrite(module);
        boolean migratable = true;
        try {
            Migratable.rewrite(metered);
        } catch (NotMigratable e) {
            migratable = false;
        }
        Journey.End end = prepared(metered, migratable, true).run();
        boolean compiledAgain = number % 4 == 0;
        compare(
                name + (compiledAgain ? " again" : " interpreted"),
                prepared(metered, migratable, compiledAgain).run(),
                end);
        if (moves && migratable && number % 8 == 1) {
            Random random = new Random(number);
            Journey moved = Journey.abroad(metered, directory, true, false)
                    .inSlicesOf(500)
                    .atMost(FUEL)
                    .suspendingAt(yield -> random.nextInt(20) == 0);
            compare(name + " moved", moved.run(), end);
        }
        if (!end.outcome().equals("out of fuel") && !end.outcome().contains("call stack exhausted")) {
            Journey.End unprepared = Journey.unprepared(module, directory).run();
            compare(
                    name + " unprepared",
                    new Journey.End(
                            end.fuel(),
                            unprepared.outcome(),
                            unprepared.memory(),
                            unprepared.globals(),
                            unprepared.output()),
                    end);
        }
        return end.outcome();
    }

    private Journey prepared(byte[] metered, boolean migratable, boolean compiled) throws Exception {
        Journey journey = migratable
                ? Journey.abroad(metered, directory, compiled)
                : Journey.atHome(metered, directory, compiled);
        return journey.inSlicesOf(10_000).atMost(FUEL);
    }

    private void compare(String name, Journey.End actual, Journey.End expected) {
        if (!actual.equals(expected)) {
            wrong.add(name + ": " + actual + " instead of " + expected);
        }
    }

    private void report() {
        assertThat(wrong).as("%s", endings).isEmpty();
        assertThat(endings).containsKeys("returned", "refused");
    }
}
